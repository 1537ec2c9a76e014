import { Route } from '../../lib/spring/route';
import { RunningSite } from '../goldens/running-site';
import { site } from '../goldens/sites';

const running = new RunningSite();
beforeAll(() =>
  running.start(
    site({
      routes: [Route.sockJs('/ws'), Route.stomp('/ws-native'), Route.handler('/rooms/{room}', { handshakePath: '/rooms/1' })],
      server: 'location ^~ /internal { return 404; }',
    }),
  ),
);
afterAll(() => running.end());

test('source addresses towards Spring Boot are spread although all clients share one address', async () => {
  const many = new RunningSite();
  const routes = [Route.stomp('/ws', { nginx: 'proxy_set_header X-Source $spring_source;' })];
  await many.start(site({ routes, connections: 50_000, memoryMiB: 16_384, messageBytes: 1024, unixSocket: false }));
  const sources = new Set<unknown>();
  for (let i = 0; i < 40; i++) sources.add((await many.ask('/ws', { 'x-forwarded-for': '203.0.113.9' })).seen!.headers['x-source']);
  await many.end();
  expect([...sources].sort()).toEqual([1, 2, 3, 4, 5].map((n) => `127.0.64.${n}`));
});

const socket = { connection: 'Upgrade', upgrade: 'websocket' };

test.each(['websocket', 'WebSocket', 'WEBSOCKET'])('"Upgrade: %s" reaches the application as websocket', async (upgrade) => {
  const { status, seen } = await running.ask('/ws/websocket?token=secret', { connection: 'keep-alive, Upgrade', upgrade });
  expect(status).toBe(101);
  expect(seen!.headers).toMatchObject({ upgrade: 'websocket', connection: 'upgrade', host: 'api.example.com' });
  expect(seen!.url).toBe('/ws/websocket?token=secret');
});

test.each([2000, 4000, 15_000])('a 101 with %i bytes of headers passes', async (length) => {
  const { status, headers } = await running.ask('/ws/websocket', { ...socket, 'x-policy-length': `${length}` });
  expect([status, headers['content-security-policy']?.length]).toEqual([101, length]);
});

test.each(['h2c', 'websocket, h2c', 'TLS/1.0'])('"Upgrade: %s" does not, nor does "Connection: close"', async (upgrade) => {
  const { status, seen } = await running.ask('/ws/info', { connection: 'Upgrade', upgrade });
  expect(status).toBe(200);
  expect(seen!.headers).not.toHaveProperty('upgrade');
  expect(seen!.headers).not.toHaveProperty('connection', 'close');
});

test("the load balancer's word about the client is kept, what a client could forge is not", async () => {
  const kept = {
    'x-forwarded-proto': 'https',
    'x-forwarded-port': '443',
    'x-amzn-trace-id': 'Root=1',
  };
  const client = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' };
  const lists = ['198.51.100.7, 203.0.113.9', '127.0.0.1,10.0.0.1, 203.0.113.9', 'unknown, "[::1]", 203.0.113.9', '203.0.113.9:50112'];
  const forged = { forwarded: 'host=evil', 'x-forwarded-host': 'evil', 'x-forwarded-prefix': '/evil', 'x-forwarded-ssl': 'on' };
  for (const [path, list] of ['/ws/info', '/rooms/7', '/index.html'].flatMap((path) => lists.map((list) => [path, list]))) {
    const { seen } = await running.ask(path, { ...kept, ...forged, 'x-forwarded-for': list, 'x-real-ip': '127.0.0.1' });
    expect(seen!.headers).toMatchObject({ ...kept, ...client });
    for (const name of Object.keys(forged)) expect(seen!.headers).not.toHaveProperty(name);
  }
});

test('behind a proxy in the VPC, real_ip_recursive takes who came to that proxy, and not what they wrote', async () => {
  const behind = new RunningSite();
  await behind.start(site({ http: 'real_ip_recursive on;' }));
  const { seen } = await behind.ask('/ws/info', { 'x-forwarded-for': '198.51.100.7, 203.0.113.9, 127.0.0.1' });
  await behind.end();
  expect(seen!.headers).toMatchObject({ 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' });
});

test.each(['/ws//x', '/ws/%2F%41?a=%20b', '/a/../ws', '/%77s/info', '/ws/a;b=1', '/'])(
  'the path %s reaches the application as it is',
  async (path) => {
    expect((await running.ask(path)).seen!.url).toBe(path);
  },
);

test.each(['/ws', '/ws/', '/rooms', '/rooms/', '/rooms/7'])("%s is the application's to answer: nginx redirects nothing", async (path) => {
  const { status, seen } = await running.ask(path);
  expect({ status, url: seen?.url }).toEqual({ status: 200, url: path });
});

test("a location of the consumer's own answers itself", async () => {
  expect(await running.ask('/internal/x')).toMatchObject({ status: 404, seen: undefined });
});

test('a large body and long headers pass', async () => {
  const { seen } = await running.ask('/upload', { cookie: 'c'.repeat(15_000) }, Buffer.alloc(3_000_000));
  expect(seen).toMatchObject({ method: 'POST', bytes: 3_000_000 });
});

test('without the agent the load balancer hears an error, never the application', async () => {
  expect(await running.ask('/.well-known/websocket-host/health')).toMatchObject({ status: 502, seen: undefined });
});

test('the access log tells client, upgrade, status and upstream time, never a query string', async () => {
  await running.ask('/ws/websocket?token=do-not-log', { ...socket, 'x-forwarded-for': '203.0.113.9', 'user-agent': 'a "quoted" agent\\' });
  await running.ask('/other?access_token=do-not-log', { 'x-forwarded-for': '203.0.113.9' });
  const lines = running.log();
  expect(JSON.stringify(lines)).not.toContain('do-not-log');
  expect(lines.find(({ path, client }) => path === '/ws/websocket' && client === '203.0.113.9')).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    client: '203.0.113.9',
    method: 'GET',
    path: '/ws/websocket',
    status: '101',
    upgrade: 'websocket',
    upstream_status: '101',
    seconds: expect.stringMatching(/^\d+\.\d+$/),
    upstream_seconds: expect.stringMatching(/^\d+\.\d+$/),
    bytes: expect.stringMatching(/^\d+$/),
    agent: 'a "quoted" agent\\',
  });
});
