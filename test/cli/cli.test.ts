import { resolve } from 'node:path';
import { doctor } from '../../lib/cli/doctor';
import { nearest } from '../../lib/cli/nearest';
import { readOptions } from '../../lib/cli/options';
import { main } from '../../lib/cli/main';
import { rehearsalOptions } from '../../lib/cli/rehearsal-options';
import { Terminal } from '../../lib/cli/terminal';

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
  [['rehears'], 'error: rehears is no command; did you mean rehearse?; npx cdk-spring-websocket --help lists them\n'],
  [['rehearse', '--jaar', 'x'], 'error: --jaar is no option of this command; did you mean --jar?\n'],
  [['rehearse', '--jar'], 'error: --jar needs a value: --jar <file>\n'],
  [['rehearse', '--jar', ''], 'error: --jar is empty: write --jar <file>\n'],
  [['doctor', '--log='], 'error: --log is empty: write --log <file|->\n'],
  [['rehearse', '--json=1'], 'error: --json takes no value, but got 1: write --json alone\n'],
  [['rehearse', 'keep'], 'error: keep is not understood here: options begin with --; did you mean --keep?\n'],
  [['rehearse', '--app', '/nowhere'], 'error: no cloud assembly in /nowhere: run npx cdk synth first, or name its folder with --app\n'],
  [
    ['rehearse', '--jar', 'a', '--app-url', 'http://b'],
    'error: --jar and --app-url exclude each other: give the jar to start, or the application that runs\n',
  ],
  [['rehearse', '--echo', 'x'], 'error: --echo is x: write where to send and where it arrives, such as --echo /app/chat=/topic/chat\n'],
  [['rehearse', '--hosts', 'two'], 'error: --hosts is two: write a number from 1 to 9, such as --hosts 2\n'],
  [['rehearse', '--hosts=0'], 'error: --hosts is 0: write a number from 1 to 9, such as --hosts 2\n'],
  [['rehearse', '--engine', 'x:1'], 'error: --engine is about several hosts: write --hosts 2 as well\n'],
  [['rehearse', '--hosts', '1', '--without-messaging'], 'error: --without-messaging is about several hosts: write --hosts 2 as well\n'],
  [['rehearse', '--broker', 'mq'], 'error: --broker is mq: write host:port, such as --broker localhost:6379\n'],
  [
    ['rehearse', '--broker', 'a:1', '--broker', 'b:1', '--broker', 'c:1'],
    'error: --broker is given 3 times: give one, and a second for when it fails\n',
  ],
  [
    ['rehearse', '--relay'],
    'error: --relay is about the example: write --example as well; of your own app the template says whether it relays\n',
  ],
  [['rehearse', '--hosts', '2', '--engine', 'redis'], 'error: --engine is redis: write host:port, such as --engine localhost:6379\n'],
  [['rehearse', '--hosts', '2', '--engine', 'x:0'], 'error: --engine is x:0: write host:port, such as --engine localhost:6379\n'],
  [
    ['rehearse', '--hosts', '2', '--without-messaging', '--engine', 'x:1'],
    'error: --without-messaging and --engine exclude each other: without messaging no host uses an engine\n',
  ],
  [
    ['rehearse', '--hosts', '2', '--app-url', 'http://b'],
    'error: --hosts and --app-url exclude each other: each host starts the jar, and what runs already is one application\n',
  ],
  [
    ['rehearse', '--hosts', '2', '--echo', '/app/x=/topic/x', '--echo-body', '"hello"'],
    'error: --echo-body has no {id}: with --hosts write {id} where the text is, which tells each message from the others\n',
  ],
  [
    ['rehearse', '--hosts', '2', '--echo-user', 'x'],
    'error: --echo-user is x: write where to send and where it arrives, such as --echo-user /app/chat=/topic/chat\n',
  ],
  [['rehearse', '--header', 'x'], "error: --header has no name before a colon: write --header 'Name: value'\n"],
  [['rehearse', '--start-timeout', '1m'], 'error: --start-timeout is 1m: write whole seconds, such as --start-timeout 120\n'],
])('fails: %j', async (argv, err) => {
  expect(await run(...argv)).toEqual({ code: 2, out: '', err });
});

test("doctor's help is its six ways, with an example each that is understood", async () => {
  const { out } = await run('doctor', '--help');
  const examples = out.match(/^ {4}npx cdk-spring-websocket doctor (?!.*--help).*$/gm)!.map((line) => line.trim().split(' ').slice(3));
  expect(examples.map(([first]) => first)).toEqual([
    'https://api.example.com/ws-stomp',
    '--nginx',
    '--log',
    '--har',
    '--stack',
    '--instance',
  ]);
  examples.forEach((words) => expect(readOptions(words, doctor.options, doctor.operand)).not.toEqual({}));
});

test.each([
  [['https://api.example.com/ws'], '<url>', ['--sizes', '--ca <file>'], ['--fix', '--region <region>']],
  [['--nginx'], '--nginx <file|folder|->', ['--fix', '--route </path>'], ['--sizes', '--region <region>']],
  [['--nginx=x.conf', '--json'], '--nginx <file|folder|->', ['--fix'], ['--sizes']],
  [['--log', 'x'], '--log <file|->', ['--json'], ['--fix', '--sizes']],
  [['--har'], '--har <file>', ['--json'], ['--fix', '--sizes']],
  [['--stack', 'Chat'], '--stack <name>', ['--region <region>'], ['--fix', '--instance <i-...>']],
  [['--instance'], '--instance <i-...>', ['--region <region>'], ['--fix', '--stack <name>']],
])('doctor %j --help has the options of that way alone', async (words, usage, own, others) => {
  const { code, out } = await run('doctor', ...words, '--help');
  expect(code).toBe(0);
  expect(out).toContain(`usage: npx cdk-spring-websocket doctor ${usage} [options]\n`);
  own.forEach((option) => expect(out).toContain(`  ${option} `));
  others.forEach((option) => expect(out).not.toContain(`  ${option} `));
});

test.each([
  ['rehearsal', ['rehearse', 'doctor'], 'rehearse'],
  ['docter', ['rehearse', 'doctor'], 'doctor'],
  ['--jsn', ['--json', '--jar'], '--json'],
  ['xyz', ['rehearse', 'doctor'], undefined],
  ['--cat', ['--jar', '--ca'], '--ca'],
  ['--foo', ['--jar', '--app'], undefined],
  ['x', ['--ca', '--fix'], undefined],
  ['--x', ['--ca', '--fix'], undefined],
  ['-k', ['--ca', '--fix'], undefined],
  ['--fx', ['--fix'], undefined],
  ['ca', ['--ca'], undefined],
])('nearest to %s of %j is %s', (word, valid, near) => {
  expect(nearest(word, valid)).toBe(near);
});

test('options become what a rehearsal is told; a value may begin with a dash after =', () => {
  const help = { help: '' };
  const given = readOptions(['--echo=/app/x=/topic/y', '--header', 'A: b', '--header', 'C: d:e', '--environment-file=-x'], {
    echo: { type: 'string', ...help },
    header: { type: 'string', multiple: true, ...help },
    'environment-file': { type: 'path', multiple: true, ...help },
  });
  expect(rehearsalOptions(given, (path) => ({ FROM: path }))).toMatchObject({
    app: resolve('cdk.out'),
    echo: { send: '/app/x', receive: '/topic/y' },
    headers: { A: 'b', C: 'd:e' },
    environment: { FROM: resolve('-x') },
  });
});

test('several hosts, the engine between them, and a destination of a user', () => {
  const given = { hosts: '3', engine: '[::1]:6379', 'echo-user': '/app/x=/user/queue/x' };
  expect(rehearsalOptions(given, () => ({}))).toMatchObject({
    hosts: 3,
    engine: { host: '::1', port: 6379 },
    echoUser: { send: '/app/x', receive: '/user/queue/x' },
    withoutMessaging: false,
  });
});

test('what strangers wrote commands no terminal; our own colours stay, and data is as it is', () => {
  const written: string[] = [];
  const terminal = new Terminal({ write: (text) => written.push(text) }, true);
  const foreign = '\x1b]0;owned\x07\x1b[2J\r\u009b1m\u202e';
  terminal.line(`${terminal.tone('bad', 'bad')} ${foreign}\ttab`);
  terminal.data(foreign);
  expect(written).toEqual(['\x1b[31mbad\x1b[39m  ]0;owned  [2J  1m \ttab\n', `${foreign}\n`]);
});
