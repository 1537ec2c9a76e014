import { Readable } from 'node:stream';
import { examineLogs } from '../../../lib/doctor/logs/examine-logs';
import { nginx, spring } from '../../findings/log-lines';

const read = (lines: readonly string[]) => examineLogs(['-'], () => Readable.from([Buffer.from(lines.join('\n'))]));
const times = (count: number, line: string) => Array.from({ length: count }, () => line);
const access = (request: string, status: number, bytes: number | '-' = 435) =>
  `10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "${request} HTTP/1.1" ${status} ${bytes} "-" "Mozilla/5.0"`;
const handshake = (status: number) => access('GET /ws/1/abcdefgh/websocket', status);
const upgrade = (status: number, path = '/feed') =>
  JSON.stringify({ method: 'GET', path, status: `${status}`, upgrade: 'websocket', bytes: '9' });
const unknown = spring('Something of ours went wrong');

/** What fails without a known cause: whatever is asked, with whatever status, in whatever kind of line. */
test.each([
  ['a handshake that a server refuses in its own words', times(10, handshake(400)), '10 of 10 handshakes at /ws failed with 400'],
  ['with a status of a CDN', times(3, handshake(525)), '3 of 3 handshakes at /ws failed with 525'],
  ['with a status of HTTP that no rule has', times(3, handshake(426)), '3 of 3 handshakes at /ws failed with 426'],
  ['with many statuses, none of them often', [405, 421, 429, 431].map(handshake), '4 of 4 handshakes at /ws failed with 405 (1), 421 (1)'],
  ['half of them only', [...times(5, handshake(101)), ...times(5, handshake(400))], '5 of 10 handshakes at /ws failed with 400'],
  ['a handshake without SockJS in JSON', times(3, upgrade(404)), '3 of 3 handshakes at /feed failed with 404'],
  ['a handshake without SockJS, by its path', times(3, access('GET /ws', 400)), '3 of 3 handshakes at /ws failed with 400'],
  ['/info', times(3, access('GET /ws/info?t=1', 429)), '3 of 3 requests for /info at /ws failed with 429'],
  ['a stream', times(3, access('POST /ws/1/abcdefgh/xhr_streaming?t=1', 500)), '3 of 3 xhr_streaming at /ws failed with 500'],
  ['polling', times(3, access('POST /ws/1/abcdefgh/xhr?t=1', 403)), '3 of 3 xhr at /ws failed with 403'],
  ['what a client sends', times(3, access('POST /ws/1/abcdefgh/xhr_send?t=1', 500)), '3 of 3 xhr_send at /ws failed with 500'],
])('a failure of unknown cause is one: %s', async (_, lines, what) => {
  const { verdict, cause, unexplained } = await read(lines);
  expect([verdict, cause, unexplained.map((each) => each.what)]).toEqual(['problem', undefined, [expect.stringContaining(what)]]);
  expect(unexplained[0]!.what).toMatch(/, reason unknown$/);
  expect(unexplained[0]!.proofs[0]!.file).toBe('stdin');
});

/** What is no failure, among sockets that work. */
test.each([
  ['a scanner or two', [403, 404, 400].map(handshake)],
  ['clients that left', times(20, handshake(499))],
  [
    'a lost session now and then',
    [...times(200, access('POST /ws/1/abcdefgh/xhr_send?t=1', 204)), ...times(2, access('POST /ws/1/a/xhr_send?t=1', 404))],
  ],
  ['preflights', times(5, access('OPTIONS /ws/info?t=1', 403))],
  ['errors of something else', times(5, unknown)],
])('%s: a chain that was seen working', async (_, lines) => {
  expect(await read([...times(100, handshake(101)), ...lines])).toMatchObject({ verdict: 'healthy', opened: 100, unexplained: [] });
});

/** What a file cannot tell. */
test.each([
  ['requests that are of no socket', times(3, access('GET /feed/a7', 404))],
  ['a clean error log, which never tells of success', ['2026/11/23 05:37:56 [notice] 1#1: start worker process 7']],
  ['an application that started', [spring('Started ChatApplication in 9.3 seconds', ' INFO')]],
  ['a console that opens', ['Opening Web Socket...']],
  ['/info alone', [access('GET /ws/info?t=1', 200)]],
  ['fallbacks alone', times(5, access('POST /ws/1/abcdefgh/xhr?t=1', 200))],
  ['errors of unknown meaning', [unknown, nginx('something that no finding knows')]],
])('%s: could not tell', async (_, lines) => {
  expect(await read(lines)).toMatchObject({ verdict: 'undetermined', cause: undefined, unexplained: [] });
});

/** What shows that it works. */
test.each([
  ['a handshake that was answered 101', [handshake(101)]],
  ['STOMP in a console', ['<<< CONNECTED']],
  ["Spring's own count", [spring('WebSocketSession[4 current WS(4)-HttpStream(0)-HttpPoll(0), 5 total', ' INFO')]],
])('%s: seen working', async (_, lines) => {
  expect(await read(lines)).toMatchObject({ verdict: 'healthy' });
});

test('errors of unknown meaning are shown; a stack trace is one, and known by any of its lines', async () => {
  const trace = '\tat com.example.Chat.say(Chat.java:7)';
  const known =
    'Caused by: java.lang.IllegalArgumentException: When allowCredentials is true, allowedOrigins cannot contain the special value "*"';
  expect((await read([unknown, trace, unknown, trace, known, spring('fine', ' INFO')])).unknownErrors).toMatchObject({
    count: 1,
    proofs: [{ line: 1 }],
  });
  expect((await read([unknown, nginx('what no finding knows')])).unknownErrors).toMatchObject({ count: 2 });
});
