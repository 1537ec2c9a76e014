import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { examineLogs, type LogReport } from '../../../lib/doctor/logs/examine-logs';

const folder = mkdtempSync(join(tmpdir(), 'logs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const recorded = (name: string) => join(__dirname, '..', '..', 'recorded', name);
const codes = ({ verdict, cause, alsoFound, notices }: LogReport) => [
  verdict,
  cause?.code,
  alsoFound.map(({ code }) => code),
  [cause, ...alsoFound].flatMap((found) => (found?.consequences ?? []).map(({ code }) => code)),
  notices.map(({ code }) => code),
];
const read = (...names: string[]) => examineLogs(names.map(recorded), () => Readable.from([]));
const readText = (text: string | Buffer) => examineLogs(['-'], () => Readable.from([Buffer.from(text as string)]));

test.each([
  ['nginx-blog-access.log', 'problem', 'PROXY-UPGRADE-MISSING', ['PROXY-BUFFER-STALL'], ['CLI-SILENT-DOWNGRADE'], []],
  ['nginx-blog-sockets.log', 'problem', 'PROXY-UPGRADE-MISSING', ['PROXY-BUFFER-STALL'], ['CLI-SILENT-DOWNGRADE'], []],
  ['nginx-working-access.log', 'healthy', undefined, [], [], []],
  ['nginx-working-sockets.log', 'healthy', undefined, [], [], []],
  ['nginx-idle-sockets.log', 'problem', 'PROXY-IDLE-60', [], [], []],
  ['nginx-idle-error.log', 'problem', 'PROXY-IDLE-60', [], [], []],
  [
    'nginx-error.log',
    'problem',
    'NGX-UPSTREAM-SCHEME',
    ['NGX-WORKER-CONN', 'APP-502', 'NGX-LOCATION-PREFIX', 'APP-504', 'NGX-LIMITS-RATE', 'NGX-413'],
    [],
    ['NGX-DNS-STALE'],
  ],
  ['spring-6.log', 'problem', 'CLI-BAD-FRAME', ['STOMP-MSG-64K'], [], ['SPR-SHUTDOWN']],
  ['spring-7.log', 'problem', 'CLI-BAD-FRAME', [], ['CLI-SILENT-DOWNGRADE'], ['SPR-SHUTDOWN']],
  ['spring-working.log', 'undetermined', undefined, [], [], []],
  ['browser-console.txt', 'undetermined', undefined, [], [], []],
])('%s', async (name, verdict, cause, also, consequences, notices) => {
  const [gotVerdict, gotCause, gotAlso, ...rest] = codes(await read(name)) as [string, string, string[], string[], string[]];
  expect([gotVerdict, gotCause, [...gotAlso].sort(), ...rest]).toEqual([verdict, cause, [...also].sort(), consequences, notices]);
});

test('a line that can mean several things means what another log proves', async () => {
  expect((await read('nginx-blog-sockets.log')).cause?.code).toBe('PROXY-UPGRADE-MISSING');
  const both = (await read('nginx-blog-sockets.log', 'nginx-blog-access.log')).cause;
  expect(both).toMatchObject({ code: 'PROXY-UPGRADE-MISSING', count: 2 });
  expect(both?.proofs.map(({ file, line }) => [file, line])).toEqual([
    [recorded('nginx-blog-access.log'), 10],
    [recorded('nginx-blog-sockets.log'), 10],
  ]);
});

test('what is shown has no secrets and nothing that a terminal obeys', async () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';
  const line = (request: string) =>
    '2026/11/23 05:37:56 [error] 1#1: *4 connect() failed (111: Connection refused) while connecting to upstream, request: ' +
    `"GET ${request} HTTP/1.1" \x1b[31m Cookie: SID=abc; Authorization: Bearer xyz123`;
  const report = JSON.stringify(
    await readText([line('/ws/info?token=verysecret&t=5'), line(`/ws/${jwt}`), line('/ws?x=http://ada:pass@host')].join('\n')),
  );
  expect(report).toContain('token=***&t=5');
  expect(report).not.toMatch(/verysecret|c2lnbmF0dXJl|SID=abc|xyz123|ada:pass|\\u001b/);
  expect(JSON.stringify(await read('nginx-error.log'))).not.toMatch(/verysecret/);
});

const REFUSED =
  '2026/11/23 05:37:56 [error] 1#1: *4 connect() failed (111: Connection refused) while connecting to upstream, client: 10.0.0.1';
test.each([
  ['journald', `Nov 23 05:37:56 ip-10-0-0-1 nginx[3660]: ${REFUSED}`],
  ['journald as JSON', JSON.stringify({ __REALTIME_TIMESTAMP: '1795412276000000', MESSAGE: REFUSED })],
  ['docker compose', `nginx-1  | ${REFUSED}`],
  ['a container runtime', `2026-11-23T05:37:56.123456789Z stderr F ${REFUSED}`],
  ['docker json-file', JSON.stringify({ log: `${REFUSED}\n`, stream: 'stderr', time: '2026-11-23T05:37:56Z' })],
  ['gzip', gzipSync(REFUSED)],
  ['UTF-16, as PowerShell writes it', Buffer.from(`\ufeff${REFUSED}`, 'utf16le')],
  ['Windows line ends', `${REFUSED}\r\n`],
])('reads %s', async (_, text) => {
  expect(await readText(text)).toMatchObject({ cause: { code: 'APP-502', count: 1 } });
});

const TOO_LARGE = "STOMP 'content-length' header value 70000  exceeds configured buffer size limit 65536";
const THROWN = `org.springframework.messaging.simp.stomp.StompConversionException: ${TOO_LARGE}`;
test.each([
  [
    'a stack trace, counted once',
    '2026-11-23T05:37:57.944Z ERROR 1 --- [exec-1] o.s.w.s.m.StompSubProtocolHandler : ' +
      `Failed\n\n${THROWN}\n\tat a.B.c(B.java:1)\nCaused by: ${THROWN}\n\t... 3 more`,
  ],
  [
    'structured logging (ECS)',
    JSON.stringify({
      '@timestamp': '2026-11-23T05:37:57Z',
      'log.level': 'ERROR',
      message: 'Failed',
      error: { stack_trace: `${THROWN}\n\tat a.B` },
    }),
  ],
  [
    'structured logging (Logstash)',
    JSON.stringify({ '@timestamp': '2026-11-23T05:37:57Z', level: 'ERROR', message: 'Failed', stack_trace: THROWN }),
  ],
  ['another pattern', `05:37:57.944 [exec-1] ERROR c.e.Handler - ${TOO_LARGE}`],
])('Spring: %s', async (_, text) => {
  expect(await readText(text)).toMatchObject({ cause: { code: 'STOMP-MSG-64K', count: 1 } });
});

test('what users write is not taken for what servers say', async () => {
  const report = await readText(
    [
      '2026-11-23T05:37:57.944Z  INFO 1 --- [exec-1] com.example.Chat : ada says: ' +
        'Broker not available. No messages received after 60000 ms. Closing',
      '2026/11/23 05:37:56 [info] 1#1: *4 client 10.0.0.1 closed keepalive connection "connect() failed (111: ' +
        'Connection refused) while connecting to upstream"',
      '10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "GET /ws/1/abcdefgh/websocket HTTP/1.1" ' +
        '101 5 "http://x/ 400 34" "Unexpected response code: 400 rt=60.000"',
    ].join('\n'),
  );
  expect(codes(report)).toEqual(['healthy', undefined, [], [], []]);
});

test('fails: what is no log gets one clear sentence', async () => {
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return examineLogs([join(folder, name)], () => Readable.from([]));
  };
  await expect(file('picture.png', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256)))).rejects.toThrow(
    /picture.png is no text: give a log/,
  );
  await expect(file('bundle.zip', Buffer.from('PK\x03\x04\x14\x00'))).rejects.toThrow(/bundle.zip is a zip file: unpack it/);
  await expect(file('cut.gz', gzipSync(readFileSync(recorded('nginx-error.log'))).subarray(0, 200))).rejects.toThrow(
    /cannot read .*cut.gz: unexpected end of file/,
  );
  await expect(examineLogs(['/nowhere.log'], () => Readable.from([]))).rejects.toThrow('cannot read /nowhere.log: no such file');
  await expect(examineLogs([folder], () => Readable.from([]))).rejects.toThrow(/is a folder: name the log files/);
});

test('nothing known is told as that, not as health', async () => {
  expect(await readText('')).toMatchObject({ verdict: 'undetermined' });
  expect(await readText('10.0.0.1 - - [23/Nov/2026:05:36:52 +0000] "GET /picture.png HTTP/1.1" 200 5 "-" "-"')).toMatchObject({
    verdict: 'undetermined',
    socketRequests: 0,
  });
});

test('an endless line and deep JSON take neither memory nor time', async () => {
  const before = process.memoryUsage().rss;
  const started = Date.now();
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const endless = await examineLogs(['-'], () =>
    Readable.from(
      (function* () {
        for (let i = 0; i < 1600; i++) yield chunk;
      })(),
    ),
  );
  const deep = await readText(`{"a":${'['.repeat(200_000)}\n{"MESSAGE":${JSON.stringify('{"MESSAGE":"'.repeat(2000))}}`);
  expect([endless.verdict, deep.verdict]).toEqual(['undetermined', 'undetermined']);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  expect(Date.now() - started).toBeLessThan(20_000);
}, 30_000);

test('what Spring counts: messages that wait for busy threads, and none that are worked off at once', async () => {
  const stats = (size: number, active: number, queued: number) =>
    '2026-11-23T05:37:41.197Z  INFO 1 --- [MessageBroker-2] o.s.w.s.c.WebSocketMessageBrokerStats    : WebSocketSession[9 current WS(9)-' +
    'HttpStream(0)-HttpPoll(0), 9 total, 0 closed abnormally (0 connect failure, 0 send limit, 0 transport error)], ' +
    'stompSubProtocol[processed CONNECT(9)-CONNECTED(9)-DISCONNECT(0)], stompBrokerRelay[null], ' +
    `inboundChannel[pool size = ${size}, active threads = ${active}, queued tasks = ${queued}, completed tasks = 39], ` +
    'outboundChannel[pool size = 4, active threads = 4, queued tasks = 900, completed tasks = 10], sockJsScheduler[null]';
  const of = (...lines: string[]) => examineLogs(['-'], () => Readable.from([Buffer.from(lines.join('\n'))]));
  expect(await of(stats(4, 4, 120), stats(4, 4, 2345))).toMatchObject({
    verdict: 'problem',
    cause: { code: 'SPR-INBOUND-FULL', details: ['2345 messages waited for the 4 busy threads of clientInboundChannel, says Spring'] },
  });
  expect((await of(stats(4, 4, 3), stats(4, 1, 0))).verdict).toBe('healthy');
});
