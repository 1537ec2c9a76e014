import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { harPage } from '../../../lib/cli/har-page';
import { layout } from '../../../lib/cli/page';
import { examineHar, type HarReport } from '../../../lib/doctor/har/examine-har';

const folder = mkdtempSync(join(tmpdir(), 'har-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recorded = (name: string) => relative(process.cwd(), join(__dirname, '..', '..', 'recorded', name));
const codes = ({ verdict, cause, alsoFound, notices }: HarReport) => [
  verdict,
  cause?.code,
  alsoFound.map(({ code }) => code),
  [cause, ...alsoFound].flatMap((found) => (found?.consequences ?? []).map(({ code }) => code)),
  notices.map(({ code }) => code),
];

interface Recorded {
  startedDateTime?: string;
  time?: number;
  _resourceType?: string;
  _webSocketMessages?: object[];
  request: { method: string; url: string; headers: object[] };
  response: Record<string, unknown>;
}

/** The recording of the blog's page, changed as another browser would have written it. */
function like(change: (entry: Recorded) => Recorded, name = 'blog.har'): HarReport {
  const { log } = JSON.parse(readFileSync(recorded(name), 'utf8')) as { log: { entries: Recorded[] } };
  return written('changed.har', { log: { ...log, entries: log.entries.map(change) } });
}

function written(name: string, content: object | string): HarReport {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return examineHar(join(folder, name));
}

const entry = (url: string, status: number, more: Record<string, unknown> = {}, at = 0): Recorded => ({
  startedDateTime: new Date(1_795_412_212_000 + at).toISOString(),
  time: 20,
  request: { method: 'GET', url, headers: [] },
  response: { status, headers: [], content: { size: 0 }, ...more },
});
const recording = (...entries: Recorded[]) =>
  written('made.har', { log: { version: '1.2', creator: { name: 'Firefox', version: '150' }, entries } });

test("the blog's page: the cascade, its cause and what follows", () => {
  const report = examineHar(recorded('blog.har'));
  expect(codes(report)).toEqual(['problem', 'PROXY-UPGRADE-MISSING', ['PROXY-BUFFER-STALL'], ['CLI-SILENT-DOWNGRADE'], []]);
  const lines = layout(harPage(report), 100, (_, text) => text);
  expect(`\n${lines.slice(0, 14).join('\n')}\n`).toMatchSnapshot();
});

test('a working page is healthy', () => {
  expect(codes(examineHar(recorded('working.har')))).toEqual(['healthy', undefined, [], [], []]);
});

test("Chrome's own export: status 0, the error beside the answer, times in seconds", () => {
  const report = like(({ response: { _failureText, status, ...response }, ...rest }) => ({
    ...rest,
    response: { ...response, status: status === -1 ? 0 : status, _error: _failureText },
  }));
  expect(codes(report)).toEqual(['problem', 'PROXY-UPGRADE-MISSING', ['PROXY-BUFFER-STALL'], ['CLI-SILENT-DOWNGRADE'], []]);
  const working = like(
    ({ _webSocketMessages, ...rest }) => ({
      ...rest,
      _webSocketMessages: _webSocketMessages?.map((message) => ({ ...message, time: (message as { time: number }).time / 1000 })),
    }),
    'working.har',
  );
  expect(codes(working)[0]).toBe('healthy');
});

test("Firefox' export: the true status, no messages, no bodies", () => {
  const report = like(({ _resourceType, _webSocketMessages, response, ...rest }) => ({
    ...rest,
    response: {
      ...response,
      _failureText: undefined,
      status: _resourceType === 'websocket' ? 400 : response.status,
      content: { size: -1 },
    },
  }));
  expect(codes(report)).toEqual(['problem', 'PROXY-UPGRADE-MISSING', ['PROXY-BUFFER-STALL'], ['CLI-SILENT-DOWNGRADE'], []]);
  const working = like(({ _resourceType, _webSocketMessages, ...rest }) => rest, 'working.har');
  expect(codes(working)[0]).toBe('healthy');
});

test('a body that was recorded names the cause for certain', () => {
  const report = recording(
    entry('wss://h/ws/1/abcdefgh/websocket', 400, { content: { size: 31, text: '"Connection" must be "upgrade".' } }),
  );
  expect(report.cause).toMatchObject({ code: 'NGX-CONN-ONLY-MISSING' });
});

test('what the browser keeps to itself is not told', () => {
  const report = recording(entry('https://api.example.com/ws/info?t=1', 0));
  expect(codes(report)).toEqual(['undetermined', undefined, [], [], []]);
  expect(report.sessions[0]).toMatchObject({ url: 'https://api.example.com/ws', steps: [{ transport: 'info', outcome: 'failed' }] });
  expect(recording(entry('https://api.example.com/picture.png', 200)).verdict).toBe('undetermined');
});

test("lost messages, a STOMP error, and SockJS's close", () => {
  const send = (at: number) => ({
    ...entry('https://h/ws/1/abcdefgh/xhr_send?t=1', 404, {}, at),
    request: { method: 'POST', url: 'https://h/ws/1/abcdefgh/xhr_send?t=1', headers: [] },
  });
  const lost = recording(entry('https://h/ws/1/abcdefgh/xhr', 200, { content: { text: 'o\n' } }), send(9));
  expect([lost.verdict, lost.cause, lost.remaining.map(({ possible }) => possible.map(({ code }) => code))]).toEqual([
    'undetermined',
    undefined,
    [['ALB-STICKY-MISSING', 'SPR-708-IP-BIND', 'SPR-709-IP-BIND', 'SPR-SESSION-5S']],
  ]);
  const error = {
    ...entry('wss://h/ws/1/abcdefgh/websocket', 101),
    _webSocketMessages: [
      { type: 'receive', time: 1795412212.1, data: 'o' },
      { type: 'receive', time: 1795412212.2, data: 'a["ERROR\\nmessage:Broker not available.\\n\\n\\u0000"]' },
    ],
  };
  expect(recording(error).cause?.code).toBe('BROKER-RELAY-DOWN');
});

test('sockets that end after the same time', () => {
  const sockets = [1, 2, 3].map((at) => ({ ...entry('wss://h/ws', 101, {}, at * 66_000), time: 60_040 }));
  expect(recording(...sockets).cause?.code).toBe('PROXY-IDLE-60');
});

test('what strangers wrote cannot move the cursor', () => {
  const report = recording({
    ...entry('wss://h/ws/1/abcdefgh/websocket', 0),
    response: { status: 0, _error: 'net::ERR_FAILED \u001b[2J' },
  });
  const { sessions } = written('creator.har', { log: { creator: { name: 'x\u001b[2J' }, entries: [] } });
  expect(layout(harPage({ ...report, sessions: [...report.sessions, ...sessions] }), 100, (_, text) => text).join('')).not.toContain(
    '\u001b',
  );
});

test('nothing secret is shown', () => {
  const secret = entry('https://h/ws/info?t=1&access_token=verysecret', 500, { content: { text: 'no' } });
  const json = JSON.stringify(recording({ ...secret, request: { ...secret.request, headers: [{ name: 'Cookie', value: 'SID=hidden' }] } }));
  expect(json).not.toMatch(/verysecret|hidden/);
});

test.each([
  ['not-json.har', '{"log": {"entries": [', /not-json.har is no HAR: /],
  ['other.har', '{"entries": []}', /other.har is no HAR: it has no log.entries/],
  ['deep.har', '['.repeat(100_000), /deep.har is no HAR: /],
  ['number.har', '5', /number.har is no HAR/],
])('fails: %s', (name, content, message) => {
  expect(() => written(name, content)).toThrow(message);
});

test('fails: what is not there', () => {
  expect(() => examineHar('/nowhere.har')).toThrow('cannot read /nowhere.har: no such file');
  expect(() => examineHar(folder)).toThrow(/it is a folder/);
});

test('entries that are none are passed over', () => {
  const report = written('odd.har', {
    log: { entries: [null, 5, {}, { request: { url: 'not a url' } }, { request: { url: 7 }, response: [] }, entry('wss://h/ws', 101)] },
  });
  expect(report).toMatchObject({ verdict: 'healthy', sessions: [{ url: 'https://h/ws', transport: 'websocket' }] });
});

test('a client that agreed to STOMP 1.0 sends no heartbeats', () => {
  const report = like(
    ({ _webSocketMessages = [], ...rest }) => ({
      ...rest,
      _webSocketMessages: (_webSocketMessages as { data: string }[]).map(({ data, ...message }) => ({
        ...message,
        data: data.replace('version:1.2', 'version:1.0'),
      })),
    }),
    'working.har',
  );
  expect(codes(report).slice(0, 2)).toEqual(['problem', 'CLI-STOMP-10']);
  expect(codes(like((each) => each, 'working.har'))[0]).toBe('healthy');
});
