import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { main } from '../../lib/cli/main';
import { fakeSpring } from '../probes/fake-spring';

/** Runs a command line and keeps what it wrote. */
async function run(...argv: string[]) {
  const written = { out: '', err: '' };
  const code = await main(['doctor', ...argv], { write: (text) => (written.out += text) }, { write: (text) => (written.err += text) });
  return { code, ...written };
}

const HELP = expect.stringMatching(/^error: /) as unknown;

test.each([
  [[], 'nothing to look at: give'],
  [['ftp://x/ws'], 'ftp://x/ws is no URL of a chain: write https://host/path, or http, ws, wss'],
  [['https://me:pw@x/ws'], 'the URL has a user name: a login goes into --header'],
  [['https://x/ws', 'https://y/ws'], 'https://y/ws is not understood here'],
  [['https://x/ws', '--kind', 'soap'], '--kind is soap: write one of sockjs, stomp, handler, sse'],
  [['https://x/ws', '--origin', 'app'], "--origin is app: write the page's origin, such as https://app.example.com"],
  [['https://x/ws', '--resolve', 'x:443:name'], '--resolve is x:443:name: write host:port:address, such as api.example.com:443:10.0.1.5'],
  [['https://x/ws', '--direct', '10.0.0.1'], '--direct is 10.0.0.1: write where it listens, such as http://10.0.1.5:8080'],
  [['https://x/ws', '--timeout', '0'], '--timeout is 0: write whole seconds, such as --timeout 8'],
  [['https://x/ws', '--ca', '/nowhere'], '--ca is /nowhere, which cannot be read'],
  [
    ['https://x/ws', '--header', 'Authorization:Bearer', 'me:pw'],
    'a word after --header is not understood here: write what belongs to --header in quotes',
  ],
  [['--connect-header', 'passcode:', 'me:pw'], 'what stands where the URL belongs is no URL of a chain'],
  [['http://127.0.0.1:99999/ws?token=me:pw'], 'http://127.0.0.1:99999/ws is no URL of a chain'],
  [['https://x/ws', 'https://y/ws?token=me:pw'], 'https://y/ws is not understood here'],
  [['https://x/ws', '--direct', 'ftp://me:pw@10.0.0.1'], '--direct is ftp://***@10.0.0.1:'],
  [['https://x/ws', '--nginx', 'x.conf'], 'a URL and --nginx exclude each other: give one of them'],
  [
    ['https://x/ws', '--kind', 'handler', '--echo', '/app/x=/topic/y'],
    '--echo sends a message of STOMP, which --kind handler has not: leave one of them out',
  ],
  [['https://x/ws', '--fix'], '--fix does not go with a URL, but with --nginx'],
  [['--nginx', 'x.conf', '--region', 'eu-central-1'], '--region does not go with --nginx, but with --stack or --instance'],
])('fails: %j', async (argv, message) => {
  const { code, out, err } = await run(...argv);
  expect({ code, out, err }).toEqual({ code: 2, out: '', err: HELP });
  expect(err).toContain(message);
  expect(err).not.toContain('me:pw');
});

test('0 for a healthy chain, drawn hop by hop', async () => {
  const server = await fakeSpring({});
  const { code, out } = await run(`ws://127.0.0.1:${server.port}/ws`);
  server.close();
  expect(code).toBe(0);
  expect(out).toContain(`http://127.0.0.1:${server.port}/ws speaks SockJS`);
  expect(out).toContain('client ok -- dns ok -- tcp ok -- load-balancer ok -- proxy ok -- spring-boot ok -- broker ok');
  expect(out).toMatch(
    /: a browser reaches the application over WebSocket\nnot looked at: silent sockets \(--idle\), large messages \(--sizes\), a deployment \(--deploy 300\)\n$/,
  );
});

test('1 for a problem: one cause with reason, cure and source', async () => {
  const server = await fakeSpring({ withoutUpgrade: true });
  const { code, out } = await run(`http://127.0.0.1:${server.port}/ws`);
  server.close();
  expect(code).toBe(1);
  expect(out).toContain('proxy FAIL -- spring-boot ? -- broker ?');
  expect(out.match(/^[A-Z][A-Z0-9-]+ at .*$/gm)).toEqual([
    'PROXY-UPGRADE-MISSING at proxy (/ws): the proxy drops the Upgrade header, so no WebSocket opens',
  ]);
  expect(out).toMatch(/ {2}why {3}[^]* {2}cure {2}[^]*proxy_set_header Upgrade[^]* {2}see {3}https:/);
});

test('2 for what could not be told; --json is JSON alone, without what was given as a secret', async () => {
  const server = await fakeSpring({ login: true });
  const refused = await run(`http://127.0.0.1:${server.port}/ws`, '--json');
  const login = await run(
    `http://127.0.0.1:${server.port}/ws`,
    '--json',
    '--header',
    'Authorization: Bearer t0psecret',
    '--query',
    'token=als0secret',
  );
  server.close();
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.out)).toMatchObject({
    verdict: 'undetermined',
    notices: [{ code: 'SPR-SECURITY-401' }],
    trace: { totalMs: expect.any(Number) as unknown },
  });
  expect(login.code).toBe(1);
  expect(JSON.parse(login.out)).toMatchObject({ verdict: 'problem', cause: { code: 'SPR-HANDSHAKE-REFUSED' } });
  expect(login.out).not.toMatch(/t0psecret|als0secret/);
});

/** What the doctor says of a server that answers everything alike. */
async function saidOf(status: number, headers: Record<string, string | string[]>, body: (login: string) => string, ...argv: string[]) {
  const server = createServer((request, response) => {
    response.writeHead(status, headers).end(body(request.headers.authorization ?? ''));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const said = await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ws`, ...argv);
  server.close();
  return said;
}

test('what a server gives away is not passed on: a token that it echoes and that is cut, cookies, logins in addresses', async () => {
  const token = 'Zq9k7Wx4tRb2'.repeat(60);
  const headers = {
    'Set-Cookie': ['remember-me=cmVtZW1iZXI; Path=/', 'plain=0123456789'],
    Location: 'https://user:hunter2@sso.example.com/x?ticket=ST-12345',
  };
  const { out } = await saidOf(401, headers, (login) => `unknown: ${login}`, '--json', '--header', `Authorization: Bearer ${token}`);
  expect(JSON.parse(out)).toMatchObject({ verdict: 'problem', evidence: [{ info: { cookies: ['remember-me', 'plain'] } }] });
  expect(out).not.toMatch(/Zq9k7Wx4|cmVtZW1iZXI|0123456789|hunter2|ST-12345/);
});

test('a server commands no terminal', async () => {
  const { out } = await saidOf(500, { 'Content-Type': 'text/html' }, () => '\x1b]0;owned\x07\x1b[2J\x1b[1;32m\nall 9 checks passed');
  expect(out).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]|^\W*all 9/m);
  expect(out).toContain('all 9 checks passed');
});

test('a header that is no secret hides no word of the report', async () => {
  const server = await fakeSpring({});
  const { code, out } = await run(
    `http://127.0.0.1:${server.port}/ws`,
    '--header',
    'X-Forwarded-Proto: http',
    '--header',
    'X-Token: healthy',
  );
  server.close();
  expect(code).toBe(0);
  expect(out).toContain(`http://127.0.0.1:${server.port}/ws speaks SockJS`);
});
