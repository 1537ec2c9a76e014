import { existsSync, readdirSync, readFileSync } from 'fs';
import { isBuiltin } from 'module';
import { dirname, join, relative } from 'path';
import { HOPS } from '../lib/chain/hops';

const ROOT = join(__dirname, '..');

/** A source file and what it imports: files of the project by path, modules by name. */
interface Source {
  readonly file: string;
  readonly text: string;
  readonly project: string[];
  readonly modules: string[];
}

const sources = ['bin', 'lib'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(join(folder, name))),
);

function read(file: string): Source {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const found = [
    ...text.matchAll(/(?:^|\n)(?:import|export)\s[^;]*?from '([^']+)'|import\('([^']+)'\)|require\('([^']+)'\)|(?:^|\n)import '([^']+)'/g),
  ];
  const names = found.map(([, from, dynamic, required, bare]) => (from ?? dynamic ?? required ?? bare)!);
  const project = names.filter((name) => name.startsWith('.')).map((name) => relative(ROOT, resolved(join(ROOT, dirname(file), name))));
  return { file, text, project, modules: names.filter((name) => !name.startsWith('.')) };
}

function resolved(path: string): string {
  return [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file)) ?? path;
}

/** What knows every rule stands beside what helps the rules: a list for each hop, and what looks through them. */
const KNOWS_RULES = /^lib\/findings\/(registry|importance|search|symptom-tables|document)\.ts$/;

/** The place of a file in the table: its folder below lib, a room of the doctor, the rules of all hops, bin, or a file of lib itself. */
function place(file: string): string {
  const [top, second, ...rest] = file.split('/');
  const inRoom = rest.length > 1;
  if (file === 'bin/app.ts') return 'bin/app';
  if (KNOWS_RULES.test(file) || HOPS.some((hop) => file === `lib/findings/${hop}.ts`)) return 'findings/registry';
  if (file.startsWith('lib/findings/who/')) return 'findings';
  if (second === 'findings' && inRoom) return 'findings/rules';
  if (second === 'doctor' && inRoom) return `doctor/${rest[0]}`;
  return top === 'bin' ? 'bin' : second!.replace(/\.ts$/, '');
}

/** The rooms of the doctor: what is asked, and one way in each. */
const WAYS = ['questions', 'chain', 'url', 'nginx', 'aws', 'logs', 'har'].map((way) => `doctor/${way}`);

/** Who may import whom; every place may import itself. The command line on one side, the constructs on the other. */
const TABLE: Record<string, string[]> = {
  bin: ['cli'],
  'bin/app': ['app'],
  cli: ['init', 'app', 'cost', 'rehearsal', ...WAYS, 'doctor', 'findings/registry', 'findings', 'aws', 'probes', 'chain', 'nginx'],
  init: ['spring', 'nginx', 'chain'],
  // The program of a canary's function: the doctor's questions, and a line of a log.
  canary: ['doctor/chain', 'doctor/questions', 'doctor', 'findings', 'probes', 'chain'],
  // Reads templates as the rehearsal does.
  cost: ['rehearsal', 'chain'],
  rehearsal: ['app', 'doctor/chain', 'doctor/questions', 'doctor', 'findings', 'user-data', 'probes', 'chain', 'nginx'],
  'doctor/chain': ['doctor/questions', 'doctor', 'findings'],
  'doctor/url': ['doctor/questions', 'doctor', 'findings', 'probes'],
  'doctor/aws': [
    'doctor/questions',
    'doctor/nginx',
    'doctor/logs',
    'doctor',
    'findings/registry',
    'findings',
    'aws',
    'user-data',
    'chain',
    'nginx',
  ],
  'doctor/har': ['doctor/logs', 'doctor', 'findings', 'probes'],
  'doctor/nginx': ['doctor/logs', 'doctor', 'findings/registry', 'findings/rules', 'findings', 'chain', 'nginx'],
  'doctor/logs': ['doctor', 'findings/registry', 'findings'],
  'doctor/questions': ['doctor', 'findings', 'probes', 'chain'],
  // What all ways share: it knows none of them.
  doctor: ['findings/registry', 'findings', 'aws', 'probes', 'chain'],
  'findings/registry': ['findings/rules', 'findings', 'chain'],
  'findings/rules': ['findings', 'aws', 'chain', 'nginx'],
  findings: ['aws', 'probes', 'chain', 'nginx'],
  // Asks AWS as probes ask a chain: facts out, no judgement. What it tells of user data is read as the rehearsal reads it.
  aws: ['user-data', 'chain'],
  'user-data': [],
  probes: ['chain', 'nginx'],
  app: ['maven', 'aws', 'index', 'spring-websocket-service', 'ingress', 'host', 'messaging', 'spring', 'chain'],
  index: ['spring-websocket-service', 'delivery', 'ingress', 'host', 'operations', 'messaging', 'spring'],
  // What a pipeline deploys with.
  delivery: ['spring'],
  'spring-websocket-service': ['ingress', 'host', 'operations', 'messaging', 'spring'],
  ingress: ['host', 'operations', 'messaging', 'spring', 'nginx', 'chain'],
  host: ['maven', 'operations', 'messaging', 'spring', 'nginx', 'chain'],
  messaging: ['spring', 'nginx', 'chain'],
  // Metrics, and what follows from them. It is given groups, and knows no hosts.
  operations: ['spring', 'chain'],
  spring: ['nginx', 'chain'],
  nginx: ['chain'],
  chain: [],
  // Runs Maven for this project's own Java.
  maven: [],
};

/** Imports of other places that the table does not have. */
function strangers(table: typeof TABLE): string[] {
  return sources.flatMap(({ file, project }) => {
    const from = place(file);
    return project.filter((to) => place(to) !== from && !table[from]?.includes(place(to))).map((to) => `${file} -> ${to}`);
  });
}

test('imports point one way', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect([...new Set(sources.map(({ file }) => place(file)))].filter((name) => !(name in TABLE))).toEqual([]);
  expect(strangers(TABLE)).toEqual([]);
});

test('every import of the project is a file that exists', () => {
  expect(
    sources.flatMap(({ file, project }) => project.filter((to) => !existsSync(join(ROOT, to))).map((to) => `${file} -> ${to}`)),
  ).toEqual([]);
});

test('the table itself has no way back', () => {
  const reaches = (from: string, seen = new Set<string>()): Set<string> => {
    TABLE[from]!.filter((to) => !seen.has(to)).forEach((to) => reaches(to, seen.add(to)));
    return seen;
  };
  expect(Object.keys(TABLE).filter((name) => reaches(name).has(name))).toEqual([]);
});

test('the example in this test would be found', () => {
  expect(strangers({ ...TABLE, spring: [] })).toContain('lib/spring/route.ts -> lib/nginx/snippet.ts');
  expect(strangers({ ...TABLE, 'doctor/har': ['doctor'] })).toContain('lib/doctor/har/steps.ts -> lib/doctor/logs/socket-path.ts');
});

test('nginx and chain know neither aws-cdk-lib nor any other module', () => {
  const found = sources
    .filter(({ file }) => /^lib\/(nginx|chain)\//.test(file))
    .flatMap(({ file, modules }) => modules.map((name) => `${file}: ${name}`));
  expect(found).toEqual([]);
});

test('probes, findings and doctor run without aws-cdk-lib', () => {
  const found = sources
    .filter(({ file }) => /^lib\/(probes|findings|doctor)\//.test(file))
    .filter(({ modules }) => modules.some((name) => /^(aws-cdk-lib|constructs)/.test(name)));
  expect(found.map(({ file }) => file)).toEqual([]);
});

test('the SDK is known where AWS is asked, and loaded by one file, which is bundled, and in Lambda, which has it', () => {
  const found = sources.filter(({ modules }) => modules.some((name) => name.startsWith('@aws-sdk/')));
  expect(found.map(({ file }) => file).sort()).toEqual([
    'lib/app/existing-instance.ts',
    'lib/aws/clients.ts',
    'lib/aws/sdk.ts',
    'lib/canary/secret-values.ts',
  ]);
});

test('the SDK is loaded only when AWS is asked', () => {
  const loading = sources.filter(({ file }) => ['lib/aws/sdk.ts', 'lib/canary/secret-values.ts'].includes(file));
  const calls = loading.flatMap(({ text }) => text.split('\n'));
  expect(calls.filter((line) => line.includes('@aws-sdk/') && !/^  \w+: \(\) => require\('/.test(line))).toEqual([]);
  const types = sources.filter(({ file }) => /^lib\/(aws\/clients|app\/existing-instance)\.ts$/.test(file));
  const lines = types.flatMap((source) => source.text.split('\n').filter((line) => line.includes('@aws-sdk/')));
  expect(lines.filter((line) => !/^(import|export) type /.test(line))).toEqual([]);
});

test('other modules than Node, CDK and these are loaded by the files that are bundled', () => {
  const bundled = ['lib/aws/sdk.ts', 'lib/canary/secret-values.ts', 'lib/probes/message-clients.ts'];
  const shipped = ['aws-cdk-lib', 'constructs', 'fflate', 'yaml'];
  const code = sources.filter(({ file }) => !bundled.includes(file)).flatMap(({ file, text }) => loaded(text).map((name) => [file, name]));
  const others = code.filter(([, name]) => !name.startsWith('.') && !isBuiltin(name) && !shipped.includes(packageOf(name)));
  expect(others).toEqual([]);
});

/** Modules that a file loads: what it imports for types alone is gone when it runs. */
function loaded(text: string): string[] {
  const calls = [...text.matchAll(/\b(?:import|require)\('([^']+)'\)/g)].map(([, name]) => name);
  const imports = [...text.matchAll(/(?:^|\n)(?:import|export)\s(?!type\b)[^;]*?from '([^']+)'/g)].map(([, name]) => name);
  return [...calls, ...imports];
}

const packageOf = (name: string) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

test('only cli, bin and the program of a canary print or exit', () => {
  const prints = /\bconsole\.\w+\(|process\.(stdout|stderr)\.write|process\.exit\b|process\.exitCode/;
  const found = sources.filter(({ file, text }) => !/^(bin|lib\/(cli|canary))\//.test(file) && prints.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});

test('the constructs do not read clock, chance or environment', () => {
  const folders = /^lib\/(chain|nginx|spring|host|ingress|messaging|delivery|index|spring-websocket-service)/;
  const reads =
    /Math\.random|Date\.now|new Date\(\)|process\.env|randomUUID|randomBytes|process\.cwd|os\.hostname|toLocale|localeCompare|Intl\./;
  expect(sources.filter(({ file, text }) => folders.test(file) && reads.test(text)).map(({ file }) => file)).toEqual([]);
});

test('constructs catch nothing', () => {
  const found = sources.filter(({ file, text }) => /^lib\/(host|ingress|messaging|delivery)\//.test(file) && /\bcatch\b/.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});

// The linter leaves comments out of its count and knows no width; neither does it read Python.
describe('every file of code', () => {
  const folders = ['bin', 'lib', 'test', 'lab'];
  const files = folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((file) => /\.(ts|mjs|py)$/.test(file) && !file.includes('node_modules'))
    .map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n') }));

  test('has at most 250 lines', () => {
    expect(files.filter(({ lines }) => lines.length > 250).map(({ file, lines }) => `${file}: ${lines.length}`)).toEqual([]);
  });

  test('has lines of at most 140 characters, where they can be broken', () => {
    const whole = /^\s*(\S+|\/[^/*].*\/\w*,?;?)$/; // one word, such as a URL, or one regular expression
    const formatted = files.filter(({ file }) => !file.endsWith('.py') || file.startsWith('lib/'));
    const wide = formatted.flatMap(({ file, lines }) =>
      lines.flatMap((line, i) => (line.length > 140 && !whole.test(line) ? [`${file}:${i + 1}`] : [])),
    );
    expect(wide).toEqual([]);
  });
});

test('no rule of a linter or of the compiler is switched off', () => {
  const off = /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|noqa|type: ignore|istanbul ignore/;
  expect(sources.filter(({ text }) => off.test(text)).map(({ file }) => file)).toEqual([]);
});
