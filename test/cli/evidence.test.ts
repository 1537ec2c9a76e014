import { join, relative } from 'node:path';
import { main } from '../../lib/cli/main';
import { FINDINGS } from '../../lib/findings/registry';

const recorded = (name: string) => relative(process.cwd(), join(__dirname, '..', 'recorded', name));

/** Runs a command line and keeps what it wrote. */
async function run(...argv: string[]) {
  const written = { out: '', err: '' };
  const code = await main(argv, { write: (text) => (written.out += text) }, { write: (text) => (written.err += text) });
  return { code, ...written };
}

test('doctor --log: the cause with the lines that prove it', async () => {
  const { code, out, err } = await run('doctor', '--log', recorded('nginx-blog-access.log'));
  expect([code, err]).toEqual([1, '']);
  expect(`\n${out}`).toMatchSnapshot();
});

test('doctor --log: exit codes, and several files together', async () => {
  expect(await run('doctor', '--log', recorded('nginx-working-access.log'), '--log', recorded('spring-working.log'))).toMatchObject({
    code: 0,
    out: expect.stringMatching(/no known failure in \d+ lines, 2 requests of sockets, WebSockets opened: 1\n$/) as unknown,
  });
  expect(await run('doctor', '--log', join(__dirname, '..', '..', 'LICENSE'))).toMatchObject({
    code: 2,
    out: expect.stringContaining('could not tell') as unknown,
  });
  expect(await run('doctor', '--log', '/nowhere.log')).toEqual({
    code: 2,
    out: '',
    err: 'error: cannot read /nowhere.log: no such file; name a log such as /var/log/nginx/error.log\n',
  });
});

test('doctor --har', async () => {
  const { code, out } = await run('doctor', '--har', recorded('working.har'));
  expect(code).toBe(0);
  expect(`\n${out}`).toMatchSnapshot();
  expect(await run('doctor', '--har', recorded('blog.har'))).toMatchObject({ code: 1 });
  expect(await run('doctor', '--har', recorded('README.md'))).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^error: test\/recorded\/README.md is no HAR: /) as unknown,
  });
});

test.each([
  [['doctor', '--log', recorded('nginx-error.log'), '--json'], 1],
  [['doctor', '--har', recorded('blog.har'), '--json'], 1],
  [['explain', '--json'], 0],
  [['explain', 'APP-502', '--json'], 0],
  [['explain', 'Whoops!', '--json'], 0],
])('--json is all that stands on stdout: %#', async (argv, code) => {
  const result = await run(...argv);
  expect([result.code, result.err]).toEqual([code, '']);
  expect(JSON.parse(result.out)).toBeDefined();
});

test('explain: a code in full, in any case', async () => {
  const { code, out } = await run('explain', 'stomp-msg-1009');
  expect(code).toBe(0);
  expect(`\n${out}`).toMatchSnapshot();
});

test('explain: a pasted message, with or without quotes, and what tells its causes apart', async () => {
  const { code, out } = await run('explain', 'Whoops!', 'Lost', 'connection');
  expect(code).toBe(0);
  expect(out).toBe((await run('explain', 'Whoops! Lost connection')).out);
  expect(out).toMatch(
    /^Whoops! Lost connection to <url> is seen with each of these, the most frequent first:\n\nPROXY-UPGRADE-MISSING at proxy: /,
  );
  expect(out).toMatch(/to tell them apart:\n {2}npx cdk-spring-websocket doctor <url>\n {6}looks for PROXY-UPGRADE-MISSING, /);
});

test('explain alone lists every code', async () => {
  const { code, out } = await run('explain');
  expect(code).toBe(0);
  expect(FINDINGS.filter((finding) => !out.includes(`  ${finding.code} `))).toEqual([]);
});

test.each([
  [
    ['explain', 'PROXY-UPGRAD'],
    'error: PROXY-UPGRAD is no code; did you mean PROXY-UPGRADE-MISSING?; npx cdk-spring-websocket explain lists them\n',
  ],
  [
    ['explain', 'BROKER-HB-OO'],
    'error: BROKER-HB-OO is no code; did you mean BROKER-HB-00?; npx cdk-spring-websocket explain lists them\n',
  ],
  [
    ['explain', 'xyzzy plugh'],
    'error: no finding shows this text: ' +
      'paste the line of the console or log that tells of the failure, or let doctor <url> look at the chain\n',
  ],
  [
    [
      'explain',
      '10.0.0.9:33317 [29/Nov/2026:12:33:32.218] http-in app/app1 0/0/1/1/2004 503 217 - - SC-- 1/1/0/0/0 0/0 "GET /ws HTTP/1.1"',
    ],
    'error: no text of a finding, but a line of a log (HAProxy log): npx cdk-spring-websocket doctor --log <file> reads the whole file\n',
  ],
  [['explain', ' '], 'error: nothing to explain: the text is empty\n'],
])('fails: %j', async (argv, err) => {
  expect(await run(...argv)).toEqual({ code: 2, out: '', err });
});
