import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, relative } from 'path';

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
  const found = [...text.matchAll(/(?:^|\n)(?:import|export)\s[^;]*?from '([^']+)'|import\('([^']+)'\)|require\('([^']+)'\)|(?:^|\n)import '([^']+)'/g)];
  const names = found.map(([, from, dynamic, required, bare]) => (from ?? dynamic ?? required ?? bare)!);
  const project = names.filter((name) => name.startsWith('.')).map((name) => relative(ROOT, resolved(join(ROOT, dirname(file), name))));
  return { file, text, project, modules: names.filter((name) => !name.startsWith('.')) };
}

function resolved(path: string): string {
  return [`${path}.ts`, join(path, 'index.ts')].find((file) => existsSync(file)) ?? path;
}

/** The place of a file in the table: its folder below lib, bin, or a file of lib itself. */
function place(file: string): string {
  const [top, second] = file.split('/');
  return top === 'bin' ? (file === 'bin/app.ts' ? 'bin/app' : 'bin') : file.split('/').length > 2 ? second! : second!.replace(/\.ts$/, '');
}

/** Who may import whom; every place may import itself. The command line on one side, the constructs on the other. */
const TABLE: Record<string, string[]> = {
  bin: ['cli'],
  'bin/app': ['app'],
  cli: ['app', 'rehearsal', 'doctor', 'findings', 'aws', 'probes', 'chain', 'nginx'],
  rehearsal: ['app', 'doctor', 'findings', 'user-data', 'probes', 'chain', 'nginx'],
  doctor: ['findings', 'aws', 'user-data', 'probes', 'chain', 'nginx'],
  findings: ['aws', 'probes', 'chain', 'nginx'],
  // Asks AWS as probes ask a chain: facts out, no judgement. What it tells of user data is read as the rehearsal reads it.
  aws: ['user-data', 'chain'],
  'user-data': [],
  probes: ['chain', 'nginx'],
  app: ['index', 'spring-websocket-service', 'ingress', 'host', 'spring', 'chain'],
  index: ['spring-websocket-service', 'ingress', 'host', 'broker', 'spring'],
  'spring-websocket-service': ['ingress', 'host', 'broker', 'spring'],
  ingress: ['host', 'broker', 'spring', 'nginx', 'chain'],
  host: ['broker', 'spring', 'nginx', 'chain'],
  broker: ['spring', 'nginx', 'chain'],
  spring: ['nginx', 'chain'],
  nginx: ['chain'],
  chain: [],
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
  expect(sources.flatMap(({ file, project }) => project.filter((to) => !existsSync(join(ROOT, to))).map((to) => `${file} -> ${to}`))).toEqual([]);
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
});

test('nginx and chain know neither aws-cdk-lib nor any other module', () => {
  const found = sources.filter(({ file }) => /^lib\/(nginx|chain)\//.test(file)).flatMap(({ file, modules }) => modules.map((name) => `${file}: ${name}`));
  expect(found).toEqual([]);
});

test('probes, findings and doctor run without aws-cdk-lib', () => {
  const found = sources.filter(({ file }) => /^lib\/(probes|findings|doctor)\//.test(file)).filter(({ modules }) => modules.some((name) => /^(aws-cdk-lib|constructs)/.test(name)));
  expect(found.map(({ file }) => file)).toEqual([]);
});

test('the SDK is known where a synthesis looks an instance up, and in one file of the doctor', () => {
  const found = sources.filter(({ modules }) => modules.some((name) => name.startsWith('@aws-sdk/')));
  expect(found.map(({ file }) => file).sort()).toEqual(['lib/app/existing-instance.ts', 'lib/aws/clients.ts']);
});

test('the SDK is loaded only when AWS is asked', () => {
  const { text } = sources.find(({ file }) => file === 'lib/aws/clients.ts')!;
  expect(text.split('\n').filter((line) => line.includes('@aws-sdk/') && !/^(import|export) type |^  \w+: '/.test(line))).toEqual([]);
});

test('only cli and bin print or exit', () => {
  const prints = /\bconsole\.\w+\(|process\.(stdout|stderr)\.write|process\.exit\b|process\.exitCode/;
  const found = sources.filter(({ file, text }) => !/^(bin|lib\/cli)\//.test(file) && prints.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});

test('the constructs do not read clock, chance or environment', () => {
  const folders = /^lib\/(chain|nginx|spring|host|ingress|broker|index|spring-websocket-service)/;
  const reads = /Math\.random|Date\.now|new Date\(\)|process\.env|randomUUID|randomBytes|process\.cwd|os\.hostname|toLocale|localeCompare|Intl\./;
  expect(sources.filter(({ file, text }) => folders.test(file) && reads.test(text)).map(({ file }) => file)).toEqual([]);
});

test('constructs catch nothing', () => {
  const found = sources.filter(({ file, text }) => /^lib\/(host|ingress)\//.test(file) && /\bcatch\b/.test(text));
  expect(found.map(({ file }) => file)).toEqual([]);
});

test('no file is longer than 250 lines', () => {
  const folders = ['bin', 'lib', 'test'];
  const files = folders.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)));
  const code = files.filter((file) => /\.(ts|py)$/.test(file) && !file.includes('__pycache__'));
  const long = code.map((file) => ({ file, lines: readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1 })).filter(({ lines }) => lines > 250);
  expect(long).toEqual([]);
});

test('no rule of a linter or of the compiler is switched off', () => {
  const off = /eslint-disable|@ts-ignore|@ts-nocheck|@ts-expect-error|noqa|type: ignore|istanbul ignore/;
  expect(sources.filter(({ text }) => off.test(text)).map(({ file }) => file)).toEqual([]);
});
