import { mkdtempSync, rmSync } from 'node:fs';
import * as http from 'node:http';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BalancerStandIn } from './balancer';
import type { BalancerDescription, GroupDescription } from './description';

const ARN = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/chat/1';
const ADDRESS = '127.0.9.1';
const PORT = 8000;
const folder = mkdtempSync(join(tmpdir(), 'lab-balancer-'));
const agent = new http.Agent({ keepAlive: true });
const seen: http.IncomingHttpHeaders[] = [];
const servers: http.Server[] = [];
let standIn: BalancerStandIn;

/** A host whose open socket is cut sees a reset from HAProxy 3.0, and an end from older ones. */
const resets = (error: NodeJS.ErrnoException) => expect(error.code).toBe('ECONNRESET');

/** A host that answers with its name, and can be told to be unhealthy. */
function host(address: string): Promise<{ healthy: boolean }> {
  const state = { healthy: true };
  const server = http.createServer((request, response) => {
    seen.push(request.headers);
    response.statusCode = request.url === '/health' && !state.healthy ? 503 : 200;
    response.end(address);
  });
  server.on('upgrade', (_request, socket) =>
    socket
      .on('error', resets)
      .write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
          'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
      ),
  );
  servers.push(server);
  return new Promise((resolve) => server.listen(PORT, address, () => resolve(state)));
}

const ask = (path = '/', headers: http.OutgoingHttpHeaders = {}) =>
  new Promise<{ status?: number; body: string; cookies: string[] }>((resolve, reject) => {
    http
      .get({ host: ADDRESS, port: 18080, path, headers: { Host: 'chat.example.com', ...headers }, agent }, (response) => {
        let body = '';
        response
          .on('data', (data) => (body += String(data)))
          .on('end', () => resolve({ status: response.statusCode, body, cookies: response.headers['set-cookie'] ?? [] }));
      })
      .on('error', reject);
  });

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (holds: () => boolean | Promise<boolean>) => {
  for (const end = Date.now() + 5000; !(await holds()) && Date.now() < end; ) {
    await pause(50);
  }
};

const balancer = (idle: string): BalancerDescription => ({
  loadBalancer: { LoadBalancerArn: 'arn:lb' },
  attributes: { 'idle_timeout.timeout_seconds': idle },
  listeners: [
    {
      listener: {
        Port: 18080,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', MessageBody: 'nobody' } }],
      },
      certificates: [],
      rules: [
        { Conditions: [{ Field: 'host-header', Values: ['chat.example.com'] }], Actions: [{ Type: 'forward', TargetGroupArn: ARN }] },
      ],
    },
  ],
});
const group = (...hosts: string[]): GroupDescription => ({
  group: {
    TargetGroupArn: ARN,
    HealthCheckPath: '/health',
    HealthCheckIntervalSeconds: 0.2,
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 2,
  },
  attributes: { 'stickiness.enabled': 'true', 'deregistration_delay.timeout_seconds': '1' },
  targets: hosts.map((id) => ({ id, port: PORT })),
});
const states = () => Object.fromEntries((standIn.health(ARN) ?? []).map(({ id, state }) => [id, state]));
const follow = (idle: string, ...hosts: string[]) => standIn.update(balancer(idle), [group(...hosts)], new Map());
/** What is known of the hosts has reached HAProxy: it is told one change after another. */
const told = (...hosts: string[]) => follow('3600', ...hosts);

beforeAll(async () => {
  standIn = new BalancerStandIn(ADDRESS, folder, (id) => (id.startsWith('127.') ? id : undefined));
  await follow('60');
});
afterAll(async () => {
  agent.destroy();
  await standIn.stop();
  servers.forEach((server) => server.close());
  rmSync(folder, { recursive: true, force: true });
});

test('without a target it answers 503, under another name what the listener says', async () => {
  expect((await ask()).status).toBe(503);
  expect(await ask('/', { Host: 'other.example.com' })).toMatchObject({ status: 404, body: 'nobody' });
});

test('hosts come and go, and the configuration is exchanged, without a failed request', async () => {
  const [first] = [await host('127.0.9.2'), await host('127.0.9.3')];
  await follow('60', '127.0.9.2');
  await until(async () => (await ask()).status === 200);
  const statuses: (number | undefined)[] = [];
  let running = true;
  const load = (async () => {
    while (running) {
      statuses.push((await ask().catch(() => ({ status: 0 }))).status);
    }
  })();
  await follow('60', '127.0.9.2', '127.0.9.3');
  await until(() => states()['127.0.9.3'] === 'healthy');
  await follow('3600', '127.0.9.2', '127.0.9.3');
  await follow('3600', '127.0.9.3');
  expect(states()).toMatchObject({ '127.0.9.2': 'draining' });
  const before = statuses.length;
  await until(() => statuses.length > before + 50);
  running = false;
  await load;
  expect(statuses.length).toBeGreaterThan(before + 50);
  expect([...new Set(statuses)]).toEqual([200]);
  expect((await ask()).body).toBe('127.0.9.3');
  expect(first.healthy).toBe(true);
}, 20_000);

test("the health check is its own: no forwarded address, the checker's name; a request has what the load balancer adds", () => {
  expect(seen.find(({ 'user-agent': name }) => name === 'ELB-HealthChecker/2.0')).not.toHaveProperty('x-forwarded-for');
  expect(seen.find(({ host: name }) => name === 'chat.example.com')).toMatchObject({
    'x-forwarded-proto': 'http',
    'x-forwarded-port': '18080',
  });
});

test('either cookie leads to the same host again', async () => {
  await follow('3600', '127.0.9.2', '127.0.9.3');
  await until(() => states()['127.0.9.2'] === 'healthy' && states()['127.0.9.3'] === 'healthy');
  await told('127.0.9.2', '127.0.9.3');
  const { body, cookies } = await ask();
  expect(cookies.map((cookie) => cookie.replace(/=\w+; Expires=[^;]+GMT;/, '=x;'))).toEqual([
    'AWSALB=x; Path=/',
    'AWSALBCORS=x; Path=/; SameSite=None; Secure',
  ]);
  for (const cookie of [...cookies, ...cookies, ...cookies]) {
    expect((await ask('/', { Cookie: cookie.split(';')[0] })).body).toBe(body);
  }
  expect((await ask('/', { Cookie: 'AWSALB=nobody' })).status).toBe(200);
});

test('unhealthy hosts get nothing, unless all are unhealthy', async () => {
  servers[1].close();
  servers[1].closeAllConnections();
  await until(() => states()['127.0.9.3'] === 'unhealthy');
  await told('127.0.9.2', '127.0.9.3');
  expect(standIn.health(ARN)?.find(({ id }) => id === '127.0.9.3')).toMatchObject({ reason: 'Target.FailedHealthChecks' });
  expect(await Promise.all([ask(), ask(), ask()])).toMatchObject(Array(3).fill({ status: 200, body: '127.0.9.2' }));
  await follow('3600', '127.0.9.3', 'i-gone');
  expect((await ask()).status).toBe(503);
  expect(states()).toMatchObject({ 'i-gone': 'unused' });
});

test('an open socket of a host that leaves is cut when the delay ends', async () => {
  await follow('3600', '127.0.9.2');
  await until(async () => (await ask()).status === 200);
  const socket = net.connect(18080, ADDRESS);
  socket.write(
    'GET / HTTP/1.1\r\nHost: chat.example.com\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  expect(String(await new Promise((resolve) => socket.once('data', resolve)))).toMatch(/^HTTP.1.1 101/);
  const started = Date.now();
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await follow('3600');
  await closed;
  expect(Date.now() - started).toBeGreaterThan(750);
  await until(() => Object.keys(states()).length === 0);
  expect(states()).toEqual({});
}, 10_000);
