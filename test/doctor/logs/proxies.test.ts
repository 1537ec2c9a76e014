import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { examineLogs } from '../../../lib/doctor/logs/examine-logs';
import { readLine } from '../../../lib/doctor/logs/read-line';
import { redactLine } from '../../../lib/doctor/logs/redact-line';
import { findingOf } from '../../../lib/findings/registry';

const recorded = (name: string) => readFileSync(join(__dirname, '..', '..', 'recorded', name), 'utf8');
const read = (...lines: readonly string[]) => examineLogs(['-'], () => Readable.from([Buffer.from(lines.join('\n'))]));
const times = (count: number, line: string) => Array.from({ length: count }, () => line);

/** What the requests of one recording come to: opened sockets, and the causes in their order. */
test.each([
  ['haproxy.log', 'HAProxy log', 4, ['APP-502', 'PROXY-STREAM-CUT']],
  ['envoy-istio.log', 'Envoy access log', 4, ['APP-502', 'PROXY-STREAM-CUT']],
  ['envoy-without-upgrade.log', 'Envoy access log', 0, ['APP-502', 'PROXY-UPGRADE-MISSING', 'PROXY-STREAM-CUT']],
  ['caddy-access.log', 'Caddy log', 4, ['APP-502']],
  ['caddy-error.log', 'Caddy log', 0, ['APP-502']],
  ['httpd-error.log', 'httpd error log', 0, ['APP-502', 'APP-504', 'PROXY-STREAM-CUT']],
])('%s is read as a %s', async (name, kind, opened, codes) => {
  const lines = recorded(name).trim().split('\n');
  const report = await read(...lines);
  expect(report.files[0]!.kinds).toEqual({ [kind]: lines.length });
  expect([report.opened, [report.cause, ...report.alsoFound].map((found) => found?.code)]).toEqual([opened, codes]);
  expect(report.verdict).toBe('problem');
  // Caddy's EOF is the word of many a cause.
  expect(report.unknownErrors?.count).toBe(name === 'caddy-error.log' ? 1 : undefined);
});

const haproxy = (state: string, status = 503, path = '/ws/1/abcdefgh/websocket') =>
  `10.0.0.9:33317 [29/Nov/2026:12:33:32.218] http-in app/app1 0/0/1/1/2004 ${status} 217 - - ${state} 1/1/0/0/0 0/0 "GET ${path} HTTP/1.1"`;
const envoy = (status: number, flags: string, details = '', upstream = '10.0.0.7:8080') =>
  `[2026-11-29T12:34:06.519Z] "GET /ws/1/abcdefgh/websocket HTTP/1.1" ${status} ${flags} ${details}0 0 2011 - ` +
  `"10.0.0.9" "Mozilla/5.0" "id" "api.example.com" "${upstream}"`;
const combined = (status: number) =>
  `10.0.0.9 - - [29/Nov/2026:12:34:06 +0000] "GET /ws/1/abcdefgh/websocket HTTP/1.1" ${status} 529 "-" "-"`;
const istio = (flags: string) => ({
  start_time: '2026-11-29T12:34:06.519Z',
  method: 'GET',
  path: '/ws/1/abcdefgh/websocket',
  response_code: 503,
  response_flags: flags,
  duration: 3,
  x_forwarded_for: '10.0.0.9,10.0.0.8',
  upstream_host: '10.0.0.7:8080',
});
const cloudFront = (status: number, result: string, protocol = 'wss') =>
  [
    ...['2026-11-29', '12:34:06', 'FRA56-P1', '309', '203.0.113.5', 'GET', 'd111111abcdef8.cloudfront.net', '/ws/1/abcdefgh/websocket'],
    ...[`${status}`, '-', 'Mozilla/5.0%20(X11)', '-', '-', 'Error', 'id==', 'api.example.com', protocol, '411', '10.021', '-', 'TLSv1.3'],
    ...['TLS_AES_128_GCM_SHA256', 'Error', 'HTTP/1.1', '-', '-', '51334', '10.021', result, '-', '-', '-', '-'],
  ].join('\t');

/** How a proxy says that it ended a request by itself. */
test.each([
  [haproxy('SC--'), 'APP-502'],
  [haproxy('sC--'), 'APP-502'],
  [haproxy('SH--', 502), 'APP-502'],
  [haproxy('sH--', 504), 'APP-504'],
  [haproxy('sHVN', 504), 'APP-504'],
  [haproxy('sQ--'), 'TOMCAT-FULL'],
  [haproxy('sD--', 101), 'PROXY-IDLE-60'],
  [haproxy('cD--', 101), 'PROXY-IDLE-60'],
  [`<134>1 2026-11-29T12:33:32.222774+00:00 - haproxy 23941 - - ${haproxy('SC--')}`, 'APP-502'],
  [`Nov 29 12:33:32 lb haproxy[23941]: ${haproxy('SC--')}`, 'APP-502'],
  [haproxy('SC--').replace(' "GET', ' {api.example.com|Mozilla/5.0} {} "GET'), 'APP-502'],
  [haproxy('SC--').replace('GET /', 'GET https://api.example.com/').replace('HTTP/1.1', 'HTTP/2.0'), 'APP-502'],
  [envoy(503, 'UH', '', '-'), 'APP-502'],
  [envoy(503, 'UF,URX'), 'APP-502'],
  [envoy(503, 'UC', 'upstream_reset_before_response_started{connection_termination} - "-" '), 'APP-502'],
  [envoy(504, 'UT', 'response_timeout - "-" '), 'APP-504'],
  [envoy(101, 'SI', 'stream_idle_timeout - "-" '), 'PROXY-IDLE-60'],
  [envoy(403, '-', '', '-'), 'PROXY-UPGRADE-MISSING'],
  [envoy(403, '-', 'upgrade_failed - "-" ', '-'), 'PROXY-UPGRADE-MISSING'],
  [JSON.stringify(istio('UF')), 'APP-502'],
  [envoy(200, 'UT').replace('websocket HTTP', 'xhr_streaming?t=1 HTTP'), 'PROXY-STREAM-CUT'],
  [haproxy('sD--', 200, '/ws/1/abcdefgh/eventsource'), 'PROXY-STREAM-CUT'],
])('%s', async (line, code) => {
  const report = await read(...times(3, line));
  expect([report.verdict, report.cause?.code, report.unexplained]).toEqual(['problem', code, []]);
});

/** The proxy's word is all that is known: no finding is named for it, and it is told. */
test.each([
  [haproxy('PR--', 403), '403 (HAProxy PR--: HAProxy refused the request)'],
  [envoy(404, 'NR', 'route_not_found - "-" ', '-'), '404 (Envoy NR: no route has this host and path)'],
  [envoy(503, 'UO'), '503 (Envoy UO: a circuit breaker is open: too many connections or requests)'],
  [cloudFront(502, 'OriginConnectError'), '502 (CloudFront OriginConnectError: no connection to the origin)'],
  [cloudFront(504, 'OriginCommError'), '504 (CloudFront OriginCommError: the connection to the origin broke, or timed out)'],
])('%s is told in its own words', async (line, what) => {
  const report = await read(...times(3, line));
  expect([report.verdict, report.cause]).toEqual(['problem', undefined]);
  expect(report.unexplained.map((each) => each.what)).toEqual([`3 of 3 handshakes at /ws failed with ${what}, reason unknown`]);
});

/** Clients that leave, and applications that close, are the ordinary end of a socket. */
test.each([haproxy('CD--', 101), haproxy('SD--', 101), haproxy('----', 101), envoy(101, 'DC'), envoy(101, 'UC'), cloudFront(101, 'Miss')])(
  '%s is healthy',
  async (line) => {
    expect(await read(...times(3, line))).toMatchObject({ verdict: 'healthy', opened: 3, cause: undefined });
  },
);

test.each([
  [haproxy('SC--')],
  [envoy(503, 'UF')],
  [JSON.stringify(istio('UF'))],
  [recorded('caddy-access.log').split('\n')[0]!],
  [`${combined(502)} 7 "chat@docker" "http://10.0.0.7:8080" 2004ms`],
  [
    JSON.stringify({
      ClientHost: '10.0.0.9',
      RequestMethod: 'GET',
      RequestPath: '/ws/1/abcdefgh/websocket',
      DownstreamStatus: 502,
      OriginStatus: 0,
      Duration: 2_004_000_000,
      StartUTC: '2026-11-29T12:34:06.5Z',
    }),
  ],
])('%s has client, status and time', (line) => {
  const { request } = readLine(line);
  expect(request).toMatchObject({ method: 'GET', status: expect.any(Number) as number, client: expect.any(String) as string });
  expect(request?.path).toContain('/websocket');
  expect(request?.seconds).toBeGreaterThan(0);
});

/** What stands before a line does not hide what it is. */
test.each(['chat-1  | ', '[pod/chat-7d9f/app] ', '2026-11-29T12:34:06.519123456Z ', 'chat-1  | 2026-11-29T12:34:06.519123456Z ', ''])(
  'with "%s" before it',
  (prefix) => {
    const boot = '2026-11-29T12:34:06.519Z ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed';
    expect(readLine(prefix + haproxy('SC--')).kind).toBe('HAProxy log');
    expect(readLine(prefix + envoy(503, 'UF')).kind).toBe('Envoy access log');
    expect(readLine(prefix + recorded('caddy-error.log').split('\n')[0]!).kind).toBe('Caddy log');
    expect(readLine(prefix + recorded('httpd-error.log').split('\n')[0]!)).toMatchObject({ kind: 'httpd error log', isError: true });
    expect(readLine(prefix + boot)).toMatchObject({ kind: 'Spring log', message: 'Application run failed', isError: true });
  },
);

test("Reactor Netty's access log stands in the application's", () => {
  const line =
    '2026-11-29T12:34:06.519Z  INFO 1 --- [ctor-http-nio-3] r.n.http.server.AccessLog                : ' +
    '10.0.0.9 - - [29/Nov/2026:12:34:06 +0000] "GET /ws/info?t=1 HTTP/1.1" 404 - 2';
  expect(readLine(line)).toMatchObject({ kind: 'access log', request: { path: '/ws/info?t=1', status: 404, client: '10.0.0.9' } });
  expect(readLine(line.replace('r.n.http.server.AccessLog', 'com.example.Chat         ')).kind).toBe('Spring log');
});

test("a header in Caddy's list is hidden like any other", () => {
  expect(redactLine('{"headers":{"Cookie":["session=s3cret"],"X-Api-Key":["t0psecret"]}}')).not.toMatch(/s3cret|t0psecret/);
});

test('what a 503 in the combined format means depends on who wrote it', async () => {
  const { verdict, cause, remaining } = await read(...times(3, combined(503)));
  expect([verdict, cause, remaining.map(({ possible }) => possible.map(({ code }) => code))]).toEqual([
    'undetermined',
    undefined,
    [['APP-502', 'NGX-LIMITS-RATE']],
  ]);
});

test('every code of a proxy is a finding', async () => {
  const sources = ['haproxy', 'envoy', 'cloudfront'].map((name) =>
    readFileSync(join(__dirname, '..', '..', '..', 'lib', 'doctor', 'logs', 'proxies', `${name}.ts`), 'utf8'),
  );
  const codes = sources.flatMap((text) => [...text.matchAll(/'([A-Z]+(?:-[A-Z0-9]+)+)'/g)].map(([, code]) => code!));
  expect(codes.length).toBeGreaterThan(10);
  expect(codes.filter((code) => !findingOf(code))).toEqual([]);
});

/** Who wrote the log is who is to be changed. */
test.each([
  [haproxy('cD--', 101), 'proxy', 'timeout tunnel 1h'],
  [envoy(101, 'SI', '', '10.0.0.7:8080'), 'proxy', 'stream_idle_timeout: 3600s'],
  [
    '2026/11/23 05:37:56 [info] 1#1: *4 upstream timed out (110: Connection timed out) while proxying upgraded connection, client: ::1',
    'nginx',
    'proxy_read_timeout 3600s;\nproxy_send_timeout 3600s;',
  ],
  [`${combined(101)} rt=60.003`, 'proxy', expect.stringMatching(/# nginx:[^]*# HAProxy:/) as unknown],
])('%s: the cure at the %s', async (line, hop, paste) => {
  expect((await read(...times(3, line))).cause).toMatchObject({ code: 'PROXY-IDLE-60', hop, paste });
});

test("findings of nginx's own are about no other proxy", async () => {
  const held = envoy(504, '-').replace('websocket HTTP', 'xhr_streaming?t=1 HTTP');
  const { cause, alsoFound } = await read(...times(3, held));
  expect([cause, ...alsoFound].map((found) => found?.code).filter((code) => code?.startsWith('NGX-'))).toEqual([]);
});
