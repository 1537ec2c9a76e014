import { HANDSHAKE_RULES } from '../../../lib/doctor/logs/handshake-rules';
import { readLine } from '../../../lib/doctor/logs/read-line';
import { Requests } from '../../../lib/doctor/logs/requests';
import { findingOf } from '../../../lib/findings/registry';
import { meaningOf } from '../../../lib/findings/search';
import { detectedBy } from '../../../lib/findings/detected-by';

/** Reads lines of an access log and names what each clue can mean. */
function clues(lines: readonly string[]): string[][] {
  const requests = new Requests();
  lines.forEach((text, index) => {
    const line = readLine(text);
    requests.add(line.request!, { file: 'x', line: index + 1, text, when: line.when });
  });
  return requests.clues().map(({ codes }) => [...codes]);
}

/** Numbers that look like chance and are the same each time. */
function chance(seed = 1): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const clock = (seconds: number) =>
  [3600, 60, 1].map((unit) => String(Math.floor(seconds / unit) % (unit === 3600 ? 24 : 60)).padStart(2, '0')).join(':');
const line = (at: number, client: string, request: string, status: number, more = '') =>
  `${client} - - [23/Nov/2026:${clock(at)} +0000] "${request} HTTP/1.1" ${status} 5 "-" "Mozilla"${more}`;
const socket = (seconds: number, index = 0) =>
  line(index, `10.0.0.${index % 200}`, `GET /ws/1/abcdef${index}/websocket`, 101, ` rt=${seconds.toFixed(3)}`);

test('sockets of every age tell of no timeout, however many there are', () => {
  const next = chance();
  expect(clues(Array.from({ length: 20_000 }, (_, index) => socket(-300 * Math.log(next()), index)))).toEqual([]);
});

test.each([60, 350, 3600])('sockets that all end at %i s do', (timeout) => {
  const next = chance(timeout);
  const lived = Array.from({ length: 300 }, (_, index) => socket(-200 * Math.log(next()), index));
  expect(clues([...lived, ...Array.from({ length: 8 }, (_, index) => socket(timeout + 0.01 + next() / 10, index))])).toEqual([
    expect.arrayContaining(['PROXY-IDLE-60']),
  ]);
});

test('two sockets at 60 s are chance', () => {
  expect(clues([socket(60.01), socket(60.02), socket(500)])).toEqual([]);
});

const storm = (gap: (index: number) => number) => {
  let at = 0;
  return Array.from({ length: 40 }, (_, index) => line((at += gap(index)), '10.0.0.1', `GET /ws/info?t=${index}`, 200));
};

test('a client that comes back every 5 s is a storm; users behind one address are not', () => {
  const next = chance(7);
  expect(clues(storm(() => 5))).toEqual([['CLI-RECONNECT-STORM']]);
  expect(clues(storm(() => Math.max(0, -5 * Math.log(next()))))).toEqual([]);
  expect(clues([...storm(() => 5), line(300, '10.0.0.1', 'GET /ws/1/abcdefgh/websocket', 101, ' rt=240.000')])).toEqual([]);
});

const sends = (good: number, lost: number) =>
  [204, 404].flatMap((status, index) =>
    Array.from({ length: index ? lost : good }, (_, at) => line(at, '10.0.0.1', `POST /ws/1/abcdef${at}/xhr_send?t=1`, status)),
  );

test.each([
  [0, 10, 'SPR-709-IP-BIND'],
  [10, 10, 'ALB-STICKY-MISSING'],
  [80, 5, 'SPR-SESSION-5S'],
])('%i good and %i lost xhr_send', (good, lost, first) => {
  expect(clues(sends(good, lost))).toEqual([
    [first, expect.any(String), ...[expect.any(String)].slice(0, first === 'ALB-STICKY-MISSING' ? 0 : 1)],
  ]);
});

test('now and then a lost one is no finding', () => {
  expect(clues(sends(500, 3))).toEqual([]);
});

const handshakes = (status: number, count: number, session = 'GET /ws/1/abcdefgh/websocket') =>
  Array.from({ length: count }, (_, at) => line(at, '10.0.0.1', session, status));

test('strangers that are refused on a healthy route are no finding', () => {
  expect(clues([...handshakes(101, 100), ...handshakes(403, 5), ...handshakes(404, 5)])).toEqual([]);
});

test.each([
  [403, 'SPR-ORIGIN-403'],
  [401, 'SPR-SECURITY-401'],
  [301, 'REDIRECT-NOT-FOLLOWED'],
  [404, 'ROUTE-NOT-FOUND'],
  [502, 'APP-502'],
  [504, 'APP-504'],
  [200, 'PROXY-SPA-FALLBACK'],
  [500, 'SPR-ORIGIN-STAR'],
])('handshakes that end with %i', (status, first) => {
  expect(clues(handshakes(status, 5))[0][0]).toBe(first);
});

test("/info of an actuator is nobody's socket", () => {
  expect(clues(Array.from({ length: 50 }, (_, at) => line(at, '10.0.0.1', 'GET /actuator/info', 404)))).toEqual([]);
});

test('404 at /info, and a refused raw handshake', () => {
  expect(clues(Array.from({ length: 3 }, (_, at) => line(at, '10.0.0.1', `GET /ws/info?t=${at}`, 404)))[0][0]).toBe('NGX-LOCATION-PREFIX');
  expect(clues(['10.0.0.1 - - [23/Nov/2026:00:00:01 +0000] "GET /ws HTTP/1.1" 400 34 "-" "-"'])).toEqual([['PROXY-UPGRADE-MISSING']]);
  expect(clues(['10.0.0.1 - - [23/Nov/2026:00:00:01 +0000] "GET /api/orders HTTP/1.1" 400 34 "-" "-"'])).toEqual([]);
});

/** A line of the access log that a deployed host writes. */
const own = (at: number, path: string, status: number, seconds: number) =>
  JSON.stringify({
    time: `2026-11-23T${clock(at)}+00:00`,
    client: '10.0.0.1',
    method: 'GET',
    path,
    status: `${status}`,
    upgrade: 'websocket',
    upstream_status: `${status}`,
    seconds: seconds.toFixed(3),
    upstream_seconds: '',
    bytes: '43',
    agent: 'x',
  });

test("a deployed host's own log: its repeated handshake is no storm, an idle cut is one", () => {
  const repeated = Array.from({ length: 200 }, (_, index) => own(index * 30, '/ws', 101, 0.012));
  expect(clues(repeated)).toEqual([]);
  expect(clues([...repeated, ...Array.from({ length: 5 }, (_, index) => own(index, '/ws', 101, 60.02))])).toEqual([
    expect.arrayContaining(['PROXY-IDLE-60']),
  ]);
  expect(clues(Array.from({ length: 3 }, (_, index) => own(index, '/ws-stomp/1/abcdefgh/websocket', 400, 0.002)))).toEqual([
    ['PROXY-UPGRADE-MISSING', 'NGX-CONN-ONLY-MISSING'],
  ]);
});

test("what a handshake's status means first is a finding that says it is told by logs", () => {
  expect(
    HANDSHAKE_RULES.map(({ codes: [first] }) => first).filter((code) => !detectedBy(findingOf(code)!).includes('doctor --log <file>')),
  ).toEqual([]);
});

test.each(HANDSHAKE_RULES.map(({ name, codes }) => [name, codes] as const))(
  'what %s can mean in a log, explain knows too',
  (name, codes) => {
    const known = meaningOf(`Unexpected response code: ${name.slice(0, 3)}`).causes.map(({ code }) => code);
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  },
);
