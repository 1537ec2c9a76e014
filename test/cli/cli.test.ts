import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nearest } from '../../lib/cli/nearest';
import { readOptions } from '../../lib/cli/options';
import { main } from '../../lib/cli/main';
import { rehearsalOptions } from '../../lib/cli/rehearsal-options';
import { table } from '../../lib/cli/answer-lines';
import { cascadeLines } from '../../lib/cli/cascade-lines';
import { closingLines } from '../../lib/cli/report-lines';
import { Terminal } from '../../lib/cli/terminal';
import { report } from '../../lib/doctor/report';
import { READINGS } from '../../lib/doctor/readings';
import type { Question } from '../../lib/findings/evidence';
import { CASES, HEALTHY } from '../findings/cases';

/** Runs a command line and keeps what it wrote. */
async function run(...argv: string[]) {
  const written = { out: '', err: '' };
  const code = await main(argv, { write: (text) => (written.out += text) }, { write: (text) => (written.err += text) });
  return { code, ...written };
}

test('help and version', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('rehearse  run the synthesized host') as unknown });
  expect(await run('rehearse', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('--environment-file <file>') as unknown });
  expect(await run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as unknown });
  expect(await run()).toMatchObject({ code: 2 });
});

test.each([
  [['rehears'], 'error: rehears is no command; did you mean rehearse?; cdk-spring-websocket --help lists them\n'],
  [['rehearse', '--jaar', 'x'], 'error: --jaar is no option of this command; did you mean --jar?\n'],
  [['rehearse', '--jar'], 'error: --jar needs a value: --jar <file>\n'],
  [['rehearse', '--json=1'], 'error: --json takes no value, but got 1: write --json alone\n'],
  [['rehearse', 'keep'], 'error: keep is not understood here: options begin with --; did you mean --keep?\n'],
  [['rehearse', '--app', '/nowhere'], 'error: no cloud assembly in /nowhere: run npx cdk synth first, or name its folder with --app\n'],
  [['rehearse', '--jar', 'a', '--app-url', 'http://b'], 'error: --jar and --app-url exclude each other: give the jar to start, or the application that runs\n'],
  [['rehearse', '--echo', 'x'], 'error: --echo is x: write where to send and where it arrives, such as --echo /app/chat=/topic/chat\n'],
  [['rehearse', '--header', 'x'], "error: --header has no name before a colon: write --header 'Name: value'\n"],
  [['rehearse', '--start-timeout', '1m'], 'error: --start-timeout is 1m: write whole seconds, such as --start-timeout 120\n'],
])('fails: %j', async (argv, err) => {
  expect(await run(...argv)).toEqual({ code: 2, out: '', err });
});

test("doctor's help says what goes together", async () => {
  const { out } = await run('doctor', '--help');
  expect(out.split('\n\n').slice(3).map((group) => group.split('\n')[0])).toEqual(['with a URL:', 'with --nginx:', 'with --log:', 'with --har:', 'with --stack:', 'with --instance:', '  --help']);
  expect(new Set(out.match(/^ {2}--json +/gm)?.map(({ length }) => length)).size).toBe(1);
});

test("fails: options are this program's own, whatever Node.js itself reads of a command line", () => {
  const { status, stderr } = spawnSync(process.execPath, ['build/bin/cdk-spring-websocket.js', 'rehearse', '--environment-file', '/nowhere.env'], { cwd: join(__dirname, '..', '..'), encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('--environment-file is /nowhere.env, which does not exist') as unknown });
});

test('nearest words', () => {
  expect(nearest('rehearsal', ['rehearse', 'doctor'])).toBe('rehearse');
  expect(nearest('xyz', ['rehearse', 'doctor'])).toBeUndefined();
});

test('options become what a rehearsal is told; a value may begin with a dash after =', () => {
  const help = { help: '' };
  const given = readOptions(['--echo=/app/x=/topic/y', '--header', 'A: b', '--header', 'C: d:e', '--environment-file=-x'], {
    echo: { type: 'string', ...help }, header: { type: 'string', multiple: true, ...help }, 'environment-file': { type: 'string', multiple: true, ...help },
  });
  expect(rehearsalOptions(given, (path) => ({ FROM: path }))).toMatchObject({ app: 'cdk.out', echo: { send: '/app/x', receive: '/topic/y' }, headers: { A: 'b', C: 'd:e' }, environment: { FROM: '-x' } });
});

const ASKED: Question[] = ['dns', 'tls', 'info', 'websocket', 'stomp', 'message', 'xhr-streaming', 'eventsource', 'iframe', 'xhr-polling'];
const reportOf = (change: object, asked = ASKED) => {
  const evidence = { ...HEALTHY, ...change };
  return report([{ evidence, answers: asked.map((question) => ({ question, hop: 'nginx', asked: 'x', route: '/ws', ...READINGS[question](evidence) })) }]);
};
const lines = (text: readonly string[]) => `\n${text.join('\n')}\n`;

test('what strangers wrote commands no terminal; our own colours stay, and data is as it is', () => {
  const written: string[] = [];
  const terminal = new Terminal({ write: (text) => written.push(text) }, true);
  const foreign = '\x1b]0;owned\x07\x1b[2J\r\u009b1m\u202e';
  terminal.line(`${terminal.tone('bad', 'bad')} ${foreign}\ttab`);
  terminal.data(foreign);
  expect(written).toEqual(['\x1b[31mbad\x1b[39m  ]0;owned  [2J  1m \ttab\n', `${foreign}\n`]);
});

test('the table and the closing words of a healthy chain', () => {
  const terminal = new Terminal({ write: () => undefined });
  const { answers } = reportOf({});
  expect(lines([...table(terminal, answers), ...closingLines(terminal, reportOf({}), [], { healthy: 'go on', broken: 'stop' })])).toMatchSnapshot();
});

test('a broken chain: cause, cure, what follows', () => {
  const terminal = new Terminal({ write: () => undefined });
  const broken = reportOf({ ...CASES['NGX-UPGRADE-MISSING'], ...CASES['NGX-HTTP10'] });
  expect(lines(closingLines(terminal, broken, ['| a line of a log'], { healthy: 'go on', broken: 'stop' }))).toMatchSnapshot();
});

test('the cascade of a browser', () => {
  const terminal = new Terminal({ write: () => undefined });
  expect(lines(cascadeLines(terminal, reportOf({ ...CASES['NGX-UPGRADE-MISSING'], ...CASES['NGX-HTTP10'], ...CASES['SPR-IFRAME-404'] })))).toMatchSnapshot();
});
