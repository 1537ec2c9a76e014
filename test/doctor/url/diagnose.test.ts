import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diagnose, type UrlReport } from '../../../lib/doctor/url/diagnose';
import { followed } from '../../../lib/doctor/url/follow';
import type { Chain } from '../../../lib/doctor/questions/chain';
import { fakeSpring, type FakeOptions } from '../../probes/fake-spring';
import { diagnosing, request } from './diagnosing';

/** Serves one answer to everything, and what it heard. */
async function answering(
  status: number,
  headers: Record<string, string>,
  use: (origin: string, heard: string[]) => Promise<void>,
): Promise<void> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.headers.host} ${request.headers.authorization ?? '-'} ${request.url}`);
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard).finally(() => server.closeAllConnections());
  server.close();
}

test('what a route is shows in its answers', async () => {
  expect(await diagnosing({})).toMatchObject({
    verdict: 'healthy',
    kind: 'sockjs',
    answers: expect.arrayContaining(['tcp healthy', 'websocket healthy', 'xhr-polling healthy', 'client healthy']) as unknown,
  });
  expect(await diagnosing({ raw: true })).toMatchObject({
    verdict: 'healthy',
    kind: 'stomp',
    answers: ['dns healthy', 'tcp healthy', 'websocket healthy', 'stomp healthy', 'message not-checked'],
  });
});

test.each<[string, FakeOptions['behind'], Partial<FakeOptions>, string, string | undefined]>([
  ['no application behind a gateway', { status: 500, code: 1002, reason: 'Protocol error' }, {}, 'problem', undefined],
  ['one that refuses the page', { status: 403, code: 1002, reason: 'Protocol error' }, {}, 'problem', undefined],
  ['one without such a path', { status: 404, code: 1002, reason: 'Protocol error' }, {}, 'problem', 'stomp'],
  ['a normal close that nobody asked for', { status: 404, code: 1000, reason: 'Bye' }, { withoutStomp: true }, 'problem', 'handler'],
  ['a handler that wants a login', { status: 404, code: 4401, reason: 'login' }, { withoutStomp: true }, 'undetermined', 'handler'],
  ['a handler with a policy', { status: 404, code: 1008, reason: 'no token' }, { withoutStomp: true }, 'undetermined', 'handler'],
])('a socket that opens and is closed at once is not healthy: %s', async (_, behind, options, verdict, kind) => {
  const { answers, ...report } = await diagnosing({ behind, ...options });
  expect({ verdict: report.verdict, kind: report.kind }).toEqual({ verdict, kind });
  expect(answers).toContain(`websocket ${verdict}`);
  if (verdict === 'problem' && kind !== undefined) expect(report.cause).toBe('SPR-CLOSED-AT-ONCE');
});

test.each([
  ['4401', { status: 404, code: 4401, reason: 'login' }],
  ['1008', { status: 404, code: 1008, reason: 'no token' }],
])("fails: closed with the application's own %s although a login was given", async (_, behind) => {
  const { verdict, cause, answers } = await diagnosing({ behind, withoutStomp: true }, '/ws', '--header', 'Authorization: Bearer x');
  expect([verdict, cause, answers.includes('websocket problem')]).toEqual(['problem', 'SPR-HANDSHAKE-REFUSED', true]);
});

const PASSCODE = ['--connect-header', 'passcode: secret'];

test.each([
  ['a handler', { raw: true, withoutStomp: true }, []],
  ["a handler by its owner's word", { raw: true, withoutStomp: true, takesFirst: true }, ['--kind', 'handler']],
  ['a server that agrees to whatever is offered first', { raw: true, withoutStomp: true, takesFirst: true }, []],
  ['what is left alone and watched', { raw: true, withoutStomp: true }, ['--idle-seconds', '1', '--deploy', '1', '--sizes']],
])('%s hears no STOMP', async (_, options, argv) => {
  const { verdict, kind, heard, answers } = await diagnosing(options, '/ws', ...PASSCODE, ...argv);
  expect({ verdict, kind, heard }).toEqual({ verdict: 'healthy', kind: 'handler', heard: [] });
  expect(answers).toEqual(expect.arrayContaining(argv.includes('--sizes') ? ['idle healthy', 'sizes not-checked'] : ['websocket healthy']));
});

test("STOMP by its owner's word is asked whatever the server agrees to", async () => {
  const { heard, answers } = await diagnosing({ raw: true, withoutStomp: true }, '/ws', '--kind', 'stomp');
  expect(heard).toEqual([expect.stringContaining('CONNECT\n')]);
  expect(answers).toContain('stomp problem');
});

test('SockJS without STOMP is healthy, and hears none', async () => {
  expect(await diagnosing({ withoutStomp: true }, '/ws', ...PASSCODE)).toMatchObject({
    verdict: 'healthy',
    kind: 'sockjs',
    heard: [],
    answers: expect.arrayContaining(['stomp not-offered', 'xhr-polling healthy']) as unknown,
  });
  expect(await diagnosing({ withoutStomp: true }, '/ws', '--kind', 'sockjs', '--idle-seconds', '1')).toMatchObject({
    verdict: 'healthy',
    heard: [],
  });
});

test("a route whose sub-protocols are taken away on the way is STOMP by its owner's word, or by a message to send", async () => {
  const strips = { raw: true, strips: true };
  expect(await diagnosing(strips)).toMatchObject({
    kind: 'handler',
    heard: [],
    answers: expect.arrayContaining(['stomp not-offered']) as unknown,
  });
  expect(await diagnosing(strips, '/ws', '--kind', 'stomp')).toMatchObject({ kind: 'stomp', cause: 'SPR-SUBPROTO' });
  expect(await diagnosing(strips, '/ws', '--echo', '/app/x=/topic/x')).toMatchObject({ kind: 'stomp', cause: 'SPR-SUBPROTO' });
}, 20_000);

test('while a deployment is watched no heartbeats are promised, which nobody would send', async () => {
  const { heard } = await diagnosing({ raw: true }, '/ws', ...PASSCODE, '--deploy', '1');
  expect(heard.filter((frame) => frame.includes('heart-beat:0,0') && frame.includes('passcode:secret')).length).toBeGreaterThanOrEqual(3);
});

test('fails: a broker that is away, over SockJS and straight', async () => {
  expect(await diagnosing({ error: 'Broker not available.' })).toMatchObject({ verdict: 'problem', cause: 'BROKER-RELAY-DOWN' });
  expect(await diagnosing({ error: 'Broker not available.', raw: true })).toMatchObject({
    verdict: 'problem',
    kind: 'stomp',
    cause: 'BROKER-RELAY-DOWN',
  });
});

const PASTED = [
  'Host: 127.0.0.1:8080',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Origin: https://app.example.com',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: abc',
  'sec-websocket-extensions: permessage-deflate',
  'accept-encoding: gzip, br',
  'Content-Length: 7',
  'TE: trailers',
];

test('of a request that was copied from a browser, what each probe writes itself is left out', () => {
  const given = request(
    'http://127.0.0.1:8080/ws',
    ...[...PASTED, 'cookie: session=abc', 'User-Agent: Mozilla'].flatMap((line) => ['--header', line]),
  );
  expect(given).toMatchObject({
    login: true,
    headerNames: ['cookie', 'User-Agent'],
    page: 'https://app.example.com',
    target: { headers: { cookie: 'session=abc', 'User-Agent': 'Mozilla' } },
  });
  expect(
    request(
      'https://api.example.com/ws',
      ...PASTED.slice(1).flatMap((line) => ['--header', line]),
      '--header',
      'host: api.example.com:443',
    ),
  ).toMatchObject({ login: false, headerNames: [] });
});

test('fails: a Host that is not the one of the URL', () => {
  expect(() => request('http://10.0.0.5/ws', '--header', 'Host: api.example.com')).toThrow('--header Host is another one');
});

test.each(['/ws/', '/', '/a/b/'])('a socket at %s is asked there', async (at) => {
  expect(await diagnosing({ raw: true, withoutStomp: true, at }, at)).toMatchObject({ verdict: 'healthy', kind: 'handler' });
  expect(await diagnosing({ raw: true, at }, at)).toMatchObject({ verdict: 'healthy', kind: 'stomp' });
});

test('a slash more or less is another socket, but not another SockJS', async () => {
  expect(await diagnosing({ raw: true, at: '/ws' }, '/ws/', '--kind', 'stomp')).toMatchObject({ verdict: 'undetermined' });
  expect(await diagnosing({}, '/ws/')).toMatchObject({ verdict: 'healthy', kind: 'sockjs' });
});

test('a refusal of strangers is no fault, and what is behind it could not be told', async () => {
  expect(await diagnosing({ login: true })).toMatchObject({ verdict: 'undetermined', cause: undefined });
});

test('fails: the kind that was given is another one than it is', async () => {
  expect(await diagnosing({ raw: true }, '/ws', '--kind', 'sockjs')).toMatchObject({ verdict: 'problem', cause: 'CLI-ENDPOINT-MISMATCH' });
});

test('fails: no Upgrade, and everything else works', async () => {
  expect(await diagnosing({ withoutUpgrade: true })).toMatchObject({ verdict: 'problem', cause: 'PROXY-UPGRADE-MISSING' });
});

/** A handshake that lost its Upgrade is a GET, which not every endpoint answers by saying what it misses. */
test('fails: 404 here and 101 directly, whether or not the kind was given; without --direct it is one of several causes', async () => {
  const application = await fakeSpring({ raw: true, withoutStomp: true });
  const direct = ['--direct', `http://127.0.0.1:${application.port}`];
  try {
    for (const kind of [[], ['--kind', 'handler']]) {
      const here = { raw: true, withoutStomp: true, at: '/elsewhere' };
      expect(await diagnosing(here, '/ws', ...kind, ...direct)).toMatchObject({
        verdict: 'problem',
        kind: 'handler',
        cause: 'PROXY-UPGRADE-MISSING',
      });
      expect(await diagnosing(here, '/ws', ...kind)).toMatchObject({ verdict: 'undetermined', cause: undefined });
    }
  } finally {
    application.close();
  }
}, 30_000);

test('fails: a redirect is told, not followed', async () => {
  await answering(200, {}, async (other, heardOther) => {
    await answering(301, { Location: `${other}/ws` }, async (origin) => {
      const report = await diagnose(request(`${origin}/ws`, '--header', 'Authorization: Bearer secret', '--kind', 'stomp'));
      expect(report).toMatchObject({ verdict: 'problem', cause: { code: 'REDIRECT-NOT-FOLLOWED' } });
      expect(heardOther).toEqual([]);
    });
  });
});

test('a redirect that shall be followed takes no part of a login to another host', async () => {
  const other = await fakeSpring({ raw: true });
  await answering(301, { Location: `http://localhost:${other.port}/ws` }, async (origin) => {
    const login = ['--header', 'Authorization: Bearer secret', '--query', 'token=secret', '--connect-header', 'passcode: secret'];
    expect(await followed(request(`${origin}/ws`, '--kind', 'stomp', ...login), diagnose)).toMatchObject({ verdict: 'healthy' });
  });
  other.close();
  expect(other.heard.length).toBeGreaterThan(0);
  expect(other.heard.filter((frame) => frame.includes('secret'))).toEqual([]);
});

test.each([
  ['http://api.example.com', 'http://api.example.com/there', true],
  ['http://api.example.com', 'https://api.example.com/there', true],
  ['http://api.example.com', 'http://api.example.com/ws/', true],
  ['https://api.example.com', 'http://api.example.com/there', false],
  ['https://api.example.com', 'https://api.example.com:8443/there', false],
  ['https://api.example.com', 'https://www.example.com/there', false],
])('redirected from %s to %s, the login goes along: %s', async (from, location, goes) => {
  const asked: Chain[] = [];
  const report = (status: number) => ({ evidence: [{ handshake: { path: '/ws', status, location } }] }) as unknown as UrlReport;
  await followed(
    request(`${from}/ws`, '--header', 'Authorization: Bearer secret', '--query', 'token=secret', '--connect-header', 'passcode: secret'),
    async (next) => report(asked.push(next) === 1 ? 301 : 101),
  );
  expect(asked.map(({ routes }) => routes[0].path)).toEqual(['/ws', new URL(location).pathname]);
  expect(JSON.stringify(asked[1]).includes('secret')).toBe(goes);
  expect(asked[1]).toMatchObject({ login: goes, headerNames: goes ? ['Authorization'] : [] });
});

test('the trace shows that probes run side by side', async () => {
  const server = await fakeSpring({});
  const { trace } = await diagnose(request(`http://127.0.0.1:${server.port}/ws`));
  server.close();
  expect(trace.spans.map(({ probe }) => probe)).toEqual(
    expect.arrayContaining(['dns', 'reach', 'sockjs info', 'sockjs handshake', 'sockjs polling']),
  );
  expect(trace.spans.filter(({ from }) => from < 20).length).toBeGreaterThan(10);
});
