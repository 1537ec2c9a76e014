import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { parse } from '../../lib/nginx/parse';
import { siteFiles } from '../../lib/nginx/site';
import { HostFolder } from '../goldens/nginx-verdict';
import { site, sites } from '../goldens/sites';

const GOLDENS = join(__dirname, '..', 'goldens');
const rendered = Object.entries(sites).map(([name, each]) => ({ name, files: siteFiles(each) }));
const folder = new HostFolder();
afterAll(() => folder.remove());

/** Compares with the kept file; UPDATE_GOLDENS=1 writes it instead. */
function expectGolden(name: string, text: string): void {
  const file = join(GOLDENS, `${name}.conf`);
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(file, text);
  expect(existsSync(file) ? readFileSync(file, 'utf8') : 'missing: run with UPDATE_GOLDENS=1').toBe(text);
}

describe.each(rendered)('$name', ({ name, files }) => {
  test('is the text that people have read', () => expectGolden(name, files.nginxConf));
  test("is accepted by the machine's nginx", () => expect(folder.complaint(files)).toBe(''));
});

test.each([
  ['proxy', siteFiles(sites['one-sockjs-route']!).proxyConf],
  ['proxy-with-source-addresses', siteFiles(sites['fifty-thousand-connections']!).proxyConf],
  ['stream', siteFiles(sites['one-sockjs-route']!).streamConf],
])('%s.conf is the text that people have read', (name, text) => expectGolden(name, text));

test('no golden file is left over', () => {
  const kept = readdirSync(GOLDENS)
    .filter((name) => name.endsWith('.conf'))
    .sort();
  const shared = ['proxy', 'proxy-with-source-addresses', 'stream'];
  expect(kept).toEqual([...Object.keys(sites), ...shared].map((name) => `${name}.conf`).sort());
});

test('the shared parts do not depend on the routes', () => {
  const [first, second] = rendered;
  expect(second!.files.proxyConf).toBe(first!.files.proxyConf);
  expect(second!.files.streamConf).toBe(first!.files.streamConf);
});

/** The locations of a rendered server block, as modifier and path. */
function locations(server: string, routes?: Parameters<typeof site>[0]): string[] {
  const http = parse(siteFiles(site({ ...routes, server })).nginxConf).find(({ name }) => name === 'http')!;
  const block = http.block!.find(({ name }) => name === 'server')!.block!;
  return block.filter(({ name }) => name === 'location').map(({ args }) => args.join(' '));
}

describe("a location of the consumer's own", () => {
  const health = '= /.well-known/websocket-host/health';

  test.each([
    ['replaces the one of the same path', 'location /ws-stomp { include proxy.conf; }', ['/ws-stomp', '/', health]],
    ['replaces it with its modifier too', 'location ^~ /ws-stomp { include proxy.conf; }', ['^~ /ws-stomp', '/', health]],
    ['replaces it with the modifier written together', 'location ^~/ws-stomp { include proxy.conf; }', ['^~/ws-stomp', '/', health]],
    ['replaces the rest', 'location / { return 404; }', ['/', '^~ /ws-stomp', health]],
    ['stands beside others', 'location /static/ { return 404; }', ['/static/', '^~ /ws-stomp', '/', health]],
    ['for the root only does not take the rest away', 'location = / { return 302 /app; }', ['= /', '^~ /ws-stomp', '/', health]],
    [
      'for one path only does not take the route away',
      'location = /ws-stomp { return 404; }',
      ['= /ws-stomp', '^~ /ws-stomp', '/', health],
    ],
    ['with a regular expression takes nothing away', 'location ~ /ws-stomp { return 404; }', ['~ /ws-stomp', '^~ /ws-stomp', '/', health]],
  ])('%s', (_, server, expected) => {
    expect(locations(server)).toEqual(expected);
    expect(folder.complaint(siteFiles(site({ server })))).toBe('');
  });

  test('fails when it takes the health answer away from the load balancer', () => {
    expect(() => site({ server: `location ${health} { return 200; }` })).toThrow(/nginx\.server, line 1, .*health/);
  });

  test('fails when two have the same path, which nginx refuses', () => {
    expect(() => siteFiles(site({ server: 'location /a { return 404; }\nlocation ^~ /a { return 403; }' }))).toThrow(
      /nginx\.server, line 2/,
    );
  });
});

test('a route at the root leaves no other location but the health answer', () => {
  const { routes } = sites['one-sockjs-route']!;
  const files = siteFiles({ ...sites['one-sockjs-route']!, routes: [{ ...routes[0]!, prefix: '/' }] });
  expect(files.nginxConf.match(/location [^{]+/g)).toEqual(['location ^~ / ', 'location = /.well-known/websocket-host/health ']);
  expect(folder.complaint(files)).toBe('');
});

test.each([2, 3, 5, 7, 9])('%i source addresses share the connections and reach the whole', (sources) => {
  const files = siteFiles({ ...site(), sizing: { ...site().sizing, sources } });
  const shares = [...files.nginxConf.matchAll(/^ +([\d.]+)% 127\.0\.64\.\d+;$/gm)].map(([, share]) => Number(share));
  expect(shares).toHaveLength(sources - 1);
  expect(shares.every((share) => Math.abs(share - 100 / sources) < 0.01)).toBe(true);
  expect(files.nginxConf).toContain(`* 127.0.64.${sources};`);
  expect(folder.complaint(files)).toBe('');
});
