import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { apiReport, type Member, type Reference, type Type } from './api-report';

const ROOT = join(__dirname, '..');
const FILE = join(ROOT, '.jsii');
const REPORT = join(__dirname, 'api.txt');

const types: Record<string, Type> = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as { types: Record<string, Type> }).types
  : {};
const members = Object.entries(types).flatMap(([name, type]) =>
  [...(type.methods ?? []), ...(type.properties ?? []), ...(type.initializer ? [{ name: 'constructor', ...type.initializer }] : [])].map(
    (member) => ({ at: `${name.split('.').pop()}.${member.name}`, member, type }),
  ),
);
const references = ({ type, returns, parameters = [] }: Member): Reference[] =>
  [type, returns?.type, ...parameters.map((each) => each.type)].filter((each) => each !== undefined);
const mentionsUnion = (reference: Reference): boolean =>
  reference.union !== undefined || (reference.collection !== undefined && mentionsUnion(reference.collection.elementtype));
const mentionsAny = (reference: Reference): boolean =>
  reference.primitive === 'any' || (reference.collection !== undefined && mentionsAny(reference.collection.elementtype));

const built = existsSync(FILE) ? describe : describe.skip;
if (!existsSync(FILE))
  process.stderr.write('\nSKIPPED, nothing was seen of the API in other languages: .jsii is missing (npm run build)\n');

test('CI has a build to look at', () => {
  expect(process.env.CI !== 'true' || existsSync(FILE)).toBe(true);
});

built('the API as other languages see it', () => {
  test('is the one that test/api.txt has (UPDATE_GENERATED=1 writes it): a line that changes or goes breaks callers', () => {
    const report = apiReport(types);
    if (process.env.UPDATE_GENERATED) writeFileSync(REPORT, report);
    expect(report).toBe(readFileSync(REPORT, 'utf8'));
  });

  test('is described by docs/API.md (npm run api writes it)', () => {
    const folder = mkdtempSync(join(tmpdir(), 'api-'));
    const { status, stderr } = spawnSync('npm', ['run', '--silent', 'api'], {
      cwd: ROOT,
      env: { ...process.env, API: join(folder, 'API.md') },
      encoding: 'utf8',
    });
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
    const made = readFileSync(join(folder, 'API.md'), 'utf8');
    rmSync(folder, { recursive: true });
    expect(made).toBe(readFileSync(join(ROOT, 'docs', 'API.md'), 'utf8'));
  }, 120_000);

  test('has no union types and nothing of any type', () => {
    expect(
      members.filter(({ member }) => references(member).some((each) => mentionsUnion(each) || mentionsAny(each))).map(({ at }) => at),
    ).toEqual([]);
  });

  test('has no overloads and nothing internal', () => {
    const names = members.map(({ at }) => at);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.filter((name) => name.split('.')[1]!.startsWith('_'))).toEqual([]);
  });

  test('makes choices through factories only, or through a class of the user that extends an abstract one', () => {
    const choices = ['Route', 'AppSecret', 'HostCapacity', 'ServiceDomain', 'Handshake'];
    const open = Object.entries(types).filter(([name, type]) => choices.includes(name.split('.').pop()!) && type.initializer);
    expect(open.map(([name]) => name)).toEqual([]);
    const extensible = Object.entries(types).filter(([, { abstract }]) => abstract);
    expect(extensible.map(([name]) => name.split('.').pop())).toEqual([
      'HostImage',
      'IngressListener',
      'Messaging',
      'SpringApp',
      'StompBroker',
    ]);
  });

  test('says what everything is, and the default of what may be left out', () => {
    const silent = members.filter(
      ({ at, member }) => !at.endsWith('.constructor') && !member.docs?.summary && !/\.(connections|grantPrincipal)$/.test(at),
    );
    expect(silent.map(({ at }) => at)).toEqual([]);
    expect(
      Object.entries(types)
        .filter(([, { docs }]) => !docs?.summary)
        .map(([name]) => name),
    ).toEqual([]);
    expect(
      members.filter(({ member, type }) => type.datatype && member.optional && member.docs?.default === undefined).map(({ at }) => at),
    ).toEqual([]);
  });
});
