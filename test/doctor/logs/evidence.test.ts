import { Readable } from 'node:stream';
import { examineLogs } from '../../../lib/doctor/logs/examine-logs';
import { CONNECTION_LOST, CUT, NOT_OPENED } from '../../../lib/findings/common-symptoms';
import { FINDINGS } from '../../../lib/findings/registry';
import { meaningOf } from '../../../lib/findings/search';
import { spring, TLS_TO_HTTP } from '../../findings/log-lines';

const read = async (...lines: readonly string[]) => {
  const { verdict, cause, remaining } = await examineLogs(['-'], () => Readable.from([Buffer.from(lines.join('\n'))]));
  return { verdict, cause: cause?.code, remaining: remaining.map(({ possible }) => possible.map(({ code }) => code)) };
};
const WHOOPS = 'Whoops! Lost connection to https://api.example.com/ws';
const REFUSED_400 =
  "WebSocket connection to 'wss://api.example.com/ws/1/a/websocket' failed: " +
  'Error during WebSocket handshake: Unexpected response code: 400';
const opened = (path: string, seconds = '1.000') => `101 up=101 rt=${seconds} urt=${seconds} "GET ${path} HTTP/1.1"`;
const lines = (count: number, line: string) => Array.from({ length: count }, () => line);
const met = (text: string) =>
  /^\d/.test(text) ? `WebSocket closed, code: ${text}` : text.replace(/<n>/, '5000').replace(/<[a-z ]*>/g, "'wss://api.example.com/ws'");

/** Every text of a lost connection, and every text of a WebSocket that did not open. */
test.each([...[...CONNECTION_LOST, ...CUT, ...NOT_OPENED].map(({ text }) => text)])('%s alone names no single cause', async (text) => {
  const found = await read(met(text));
  expect([found.verdict, found.cause]).toEqual(['undetermined', undefined]);
  expect(found.remaining[0]!.length).toBeGreaterThan(5);
});

/** What says more than a lost connection, in whichever file and order. */
test.each([
  ['a text of one cause', ['net::ERR_CONNECTION_REFUSED'], 'TCP-REFUSED'],
  [
    'an ERROR frame',
    ['Web Socket Opened...', '<<< ERROR', 'message:Failed to send message to ExecutorSubscribableChannel[clientInboundChannel]'],
    'SPR-CSRF',
  ],
  ['sockets that all end alike', lines(3, opened('/ws/1/abc/websocket', '60.003')), 'PROXY-IDLE-60'],
  ['handshakes that were counted', lines(3, '502 up=502 rt=0.001 "GET /ws/1/abc/websocket HTTP/1.1"'), 'APP-502'],
])('%s comes before a lost connection', async (_, specific, cause) => {
  expect(await read(WHOOPS, ...specific)).toEqual({ verdict: 'problem', cause, remaining: [] });
  expect((await read(...specific, WHOOPS)).cause).toBe(cause);
});

test('a text of a few causes comes before one of many, and a repeated one is one', async () => {
  const few = (await read(REFUSED_400)).remaining;
  expect(few).toEqual([expect.arrayContaining(['PROXY-UPGRADE-MISSING', 'CLI-ENDPOINT-MISMATCH'])]);
  expect((await read(WHOOPS, met(NOT_OPENED[1]!.text), REFUSED_400, WHOOPS)).remaining).toEqual(few);
});

/** What was seen working refutes what lets no WebSocket open, and nothing else. */
test.each([
  ['a 101 at the same route', opened('/ws/1/abc/websocket'), WHOOPS, false],
  ['a 101 of a client without SockJS', opened('/ws/websocket'), WHOOPS, false],
  ['a 101, and a line without an address', opened('/ws/1/abc/websocket'), 'Whoops! Lost connection to undefined', false],
  ['a 101 at another route', opened('/other/1/abc/websocket'), WHOOPS, true],
  ['a 101 at a route with the same beginning', opened('/w/1/abc/websocket'), WHOOPS, true],
  ['CONNECTED', '<<< CONNECTED', WHOOPS, false],
  ['an ERROR frame', '<<< ERROR', WHOOPS, false],
  ['what the client sent', '>>> CONNECT', WHOOPS, true],
  ['a socket that is open, which may be a fallback of SockJS', 'Web Socket Opened...', WHOOPS, true],
  ['a 101, after a refused handshake', opened('/ws/1/abc/websocket'), REFUSED_400, false],
  ['CONNECTED over a fallback, after a refused handshake', '<<< CONNECTED', REFUSED_400, true],
])('%s leaves PROXY-UPGRADE-MISSING possible: %#', async (_, seen, line, isPossible) => {
  const { cause, remaining } = await read(seen, line);
  expect([cause, remaining.length, remaining.flat().includes('PROXY-UPGRADE-MISSING')]).toEqual([undefined, 1, isPossible]);
  expect((await read(line)).remaining.flat()).toContain('PROXY-UPGRADE-MISSING');
});

test.each(
  FINDINGS.flatMap(({ code, refutedBy, symptoms }) => {
    const shared = symptoms?.find((symptom) => NOT_OPENED.includes(symptom) || CONNECTION_LOST.includes(symptom));
    return refutedBy?.includes('101') && shared ? [[code, shared] as const] : [];
  }),
)('%s is refuted by a 101 at its route, and by none elsewhere', async (code, shared) => {
  expect((await read(met(shared.text), opened('/ws/1/abc/websocket'))).remaining.flat()).not.toContain(code);
  expect((await read(met(shared.text), opened('/other/1/abc/websocket'))).remaining.flat()).toContain(code);
});

test('refused handshakes beside accepted ones: their number is told, not a cause that would refuse all', async () => {
  const refused = '10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "GET /ws/1/abcdefgh/websocket HTTP/1.1" 400 34 "-" "-"';
  expect((await read(refused)).cause).toBe('PROXY-UPGRADE-MISSING');
  const accepted = lines(5, opened('/ws/1/abc/websocket'));
  const { cause, verdict } = await read(...accepted, ...lines(5, refused));
  expect([verdict, cause]).toEqual(['problem', undefined]);
  expect((await read(refused, ...lines(50, opened('/ws/1/abc/websocket')))).verdict).toBe('healthy');
});

/** In one file; which of two was written first is not known. */
test('handshakes that were refused until one was accepted: their cause is named, and that it is over', async () => {
  const refused = '10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "GET /ws/1/abcdefgh/websocket HTTP/1.1" 400 34 "-" "-"';
  const accepted = lines(5, opened('/ws/1/abc/websocket'));
  const report = async (...log: readonly string[]) => examineLogs(['-'], () => Readable.from([Buffer.from(log.join('\n'))]));
  const { verdict, cause, unexplained } = await report(...lines(5, refused), ...accepted);
  expect([verdict, cause?.code, unexplained]).toEqual(['problem', 'PROXY-UPGRADE-MISSING', []]);
  expect(cause?.details).toEqual([expect.stringContaining('5 of 10 handshakes at /ws ended with 400 of 34 bytes, all of them before')]);
  for (const log of [
    [...accepted, ...lines(5, refused)],
    [...lines(3, refused), ...accepted, ...lines(3, refused)],
  ]) {
    const mixed = await report(...log);
    expect([mixed.cause, mixed.unexplained.length]).toEqual([undefined, 1]);
  }
});

test('where all known causes are refuted, that is said', async () => {
  const report = await read(
    "WebSocket connection to 'wss://h/ws/1/a/websocket' failed: Unexpected response code: 404",
    opened('/ws/1/b/websocket'),
  );
  expect(report).toEqual({ verdict: 'problem', cause: undefined, remaining: [[]] });
});

/** An error that any application can have. */
test.each([
  ["WebSocket connection to 'wss://h/ws/1/a/websocket' failed: Unexpected response code: 500"],
  ['GET https://h/ws/info?t=1 500 (Internal Server Error)'],
  lines(3, '500 up=500 rt=0.001 "GET /ws/1/abc/websocket HTTP/1.1"'),
  lines(3, '500 up=500 rt=0.001 "GET /ws/info?t=1 HTTP/1.1"'),
])('%s proves no cause, although only one is known', async (...log) => {
  expect(await read(...log)).toEqual({ verdict: 'undetermined', cause: undefined, remaining: [['SPR-ORIGIN-STAR']] });
});

/** A WebSocket that did not open says nothing of fallbacks, and a client without SockJS has none. */
test.each([
  "WebSocket connection to 'ws://app.example.com/ws' failed: ",
  "WebSocket connection to 'ws://app.example.com/ws' failed: Connection closed before receiving a handshake response",
  "WebSocket connection to 'ws://app.example.com/ws' failed: Error during WebSocket handshake: net::ERR_CONNECTION_RESET",
  "WebSocket connection to 'wss://app.example.com/ws' failed: There was a bad response from the server.",
  'Firefox can’t establish a connection to the server at wss://app.example.com/ws.',
])('%s: every cause of a failed handshake, and not a downgrade', async (line) => {
  const codes = meaningOf(line).possible.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['PROXY-UPGRADE-MISSING', 'SPR-ORIGIN-403', 'APP-502', 'TLS-CHAIN', 'TCP-REFUSED']));
  expect(codes).not.toContain('CLI-SILENT-DOWNGRADE');
  expect(await read(line)).toEqual({ verdict: 'undetermined', cause: undefined, remaining: [codes] });
});

test('a downgrade is one where a fallback of SockJS succeeded', async () => {
  const refused = lines(3, '502 up=502 rt=0.001 "GET /ws/1/abc/websocket HTTP/1.1"');
  const report = async (...more: readonly string[]) =>
    (await examineLogs(['-'], () => Readable.from([Buffer.from([...refused, ...more].join('\n'))]))).cause?.consequences?.map(
      ({ code }) => code,
    );
  expect(await report('200 up=200 rt=0.1 "POST /ws/1/def/xhr?t=1 HTTP/1.1"')).toEqual(['CLI-SILENT-DOWNGRADE']);
  expect(await report('404 up=404 rt=0.1 "POST /ws/1/def/xhr?t=1 HTTP/1.1"')).toEqual([]);
});

/** What strangers do as well, or says nothing of a cause by itself. */
test('TLS to the HTTP port is written once, so one line may be a scanner; it tells where nothing else does', async () => {
  const found = await read(TLS_TO_HTTP);
  expect(found).toEqual({ verdict: 'undetermined', cause: undefined, remaining: [expect.arrayContaining(['NGX-UPSTREAM-SCHEME'])] });
  expect(await read(TLS_TO_HTTP, 'net::ERR_SSL_PROTOCOL_ERROR')).toEqual({ verdict: 'problem', cause: 'TLS-NOT-SPOKEN', remaining: [] });
});

/** nginx does not start, whatever it says, wherever it says so. */
test.each([
  '2026/11/23 05:37:56 [emerg] 7#7: "location" directive is not allowed here in /etc/nginx/conf.d/websocket.conf:1',
  '2026/11/23 05:37:56 [emerg] 7#7: something that no table has',
  'nginx: [emerg] duplicate location "/ws" in /etc/nginx/nginx.conf:12',
  'Nov 23 05:37:56 ip-10-0-0-1 nginx[3660]: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
])('%s', async (line) => {
  expect(await read(line)).toMatchObject({ verdict: 'problem', cause: 'NGX-CONFIG-INVALID' });
  expect(meaningOf(line).proved.map(({ code }) => code)).toEqual(['NGX-CONFIG-INVALID']);
});

test("nginx's record of a PROXY protocol that did not come goes over several lines", async () => {
  const record = ['2026/11/23 05:37:56 [error] 7#7: *1 broken header: "GET /ws/info?t=1 HTTP/1.1', 'Host: api.example.com', '', ''];
  expect(await read(...record, '" while reading PROXY protocol, client: 10.0.1.9, server: 0.0.0.0:80')).toMatchObject({
    verdict: 'problem',
    cause: 'NGX-PROXY-PROTOCOL',
  });
});

test('a client message that is refused: in the log of the application as in the console of its user', async () => {
  const refused = spring('Failed to send client message to application via MessageChannel in session 3fe. Sending STOMP ERROR to client.');
  const cause = 'Caused by: org.springframework.security.access.AccessDeniedException: Access is denied';
  expect(await read(refused, cause, WHOOPS)).toMatchObject({ verdict: 'problem', cause: 'SPR-CSRF' });
});
