import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDINGS } from '../../lib/findings/registry';
import { detectedBy } from '../../lib/findings/detected-by';
import { HEALTHY_CHAINS } from './scenarios/healthy';
import { isIn, PASSES } from './scenarios/passes';
import type { Scenario } from './scenarios/run';
import { SCENARIOS } from './scenarios/table';
import { CONFIG_CASES, LINES } from '../findings/cases';
import { PROXY_CHAINS } from './proxies/table';
import { scenariosOf } from './servers/table';
import { EXPECTED } from '../../lab/faults/expected';
import { SCENARIOS as AWS_SCENARIOS } from './aws/scenarios';

const LAB = join(__dirname, '..', '..', 'lab');

/** On which nginx and Spring Boot a scenario runs. */
function versions(scenario: Scenario): string[] {
  return PASSES.filter((pass) => isIn(pass, scenario)).map(({ title }) => title);
}

interface Mode {
  readonly code: string;
  readonly hop: string;
  readonly toldBy: readonly string[];
  /** On which nginx and Spring Boot the doctor named it, and no other cause, from outside. */
  readonly reproduced: readonly string[];
  /** On what else it was named. */
  readonly otherwise: readonly string[];
}

/** The codes that are in the text of tests; those of some files are all expected there. */
function namedIn(...files: readonly string[]): string[] {
  return files.flatMap((file) => readFileSync(join(__dirname, '..', file), 'utf8').match(/\b[A-Z]{2,}[A-Z0-9]*(?:-[A-Z0-9]+)+\b/g) ?? []);
}

const ON_REAL_PARTS = ['proxies', 'servers', 'configuration', 'rehearsal', 'booted host'];

/** Where else failures are named, and the codes of those. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  proxies: PROXY_CHAINS.flatMap(({ code }) => code ?? []),
  servers: (['jetty', 'undertow', 'netty'] as const).flatMap((server) => scenariosOf(server)).flatMap(({ code }) => code ?? []),
  configuration: Object.keys(CONFIG_CASES),
  'AWS API': [...Object.values(AWS_SCENARIOS).map(({ code }) => code), ...namedIn('doctor/aws/chain.system.test.ts')],
  log: [...Object.keys(LINES), ...namedIn('doctor/logs/requests.test.ts', 'doctor/logs/logs.test.ts')],
  rehearsal: namedIn('rehearsal/rehearsal.test.ts'),
  agent: namedIn(
    ...['alarms', 'aws', 'environment', 'gate', 'law', 'logs', 'prepare', 'secret', 'watch'].map((name) => `host/agent/test_${name}.py`),
  ),
  'booted host': EXPECTED.map(({ code }) => code),
};

/** Every mode: what tells it, and on what it was reproduced. */
function matrix(): { passes: string[]; scenarios: number; healthyChains: number; modes: Mode[] } {
  const proofs = [
    ...SCENARIOS.map((scenario) => [scenario.code, scenario] as const),
    ...HEALTHY_CHAINS.flatMap((scenario) => (scenario.notices ?? []).map((code) => [code, scenario] as const)),
  ];
  const modes = [...FINDINGS]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map((finding) => {
      const { code, hop } = finding;
      const own = proofs.filter(([told]) => told === code).map(([, scenario]) => scenario);
      return {
        code,
        hop,
        toldBy: detectedBy(finding),
        reproduced: [...new Set(own.flatMap(versions))],
        otherwise: Object.keys(OTHERWISE).filter((way) => OTHERWISE[way]!.includes(code)),
      };
    });
  return { passes: PASSES.map(({ title }) => title), scenarios: SCENARIOS.length, healthyChains: HEALTHY_CHAINS.length, modes };
}

/** The same as a table. */
function page(): string {
  const { passes, scenarios, healthyChains, modes } = matrix();
  const outside = modes.filter(({ toldBy: by }) => by.some((command) => command.startsWith('doctor <url>')));
  const yes = (holds: boolean) => (holds ? 'yes' : '');
  const by = (mode: Mode, command: string) => yes(mode.toldBy.some((each) => each.startsWith(command)));
  const rows = modes.map((mode) => [
    `\`${mode.code}\``,
    mode.hop,
    by(mode, 'doctor <url>'),
    by(mode, 'doctor --nginx'),
    by(mode, 'doctor --stack'),
    by(mode, 'doctor --log'),
    by(mode, 'rehearse'),
    ...passes.map((pass) => yes(mode.reproduced.includes(pass))),
    mode.otherwise.join(', '),
  ]);
  const head = ['finding', 'hop', 'url', 'nginx', 'stack', 'log', 'rehearse', ...passes, 'also named on'];
  const unnamed = modes.filter(({ reproduced, otherwise }) => reproduced.length + otherwise.length === 0).map(({ code }) => `\`${code}\``);
  const onRealParts = modes.filter(
    ({ reproduced, otherwise }) => reproduced.length > 0 || otherwise.some((way) => ON_REAL_PARTS.includes(way)),
  );
  const percent = (count: number) => Math.floor((100 * count) / modes.length);
  return [
    '# What tells which failure',
    '',
    'Generated from the findings and from the scenarios of `test/doctor/scenarios`: ' +
      `${scenarios} chains of real parts, each broken in one way, where \`doctor <url>\` must name that cause and no other, and`,
    `${healthyChains} healthy ones, where it must name none. ${outside.length} of ${modes.length} findings can be told from outside; ` +
      `${outside.filter(({ reproduced }) => reproduced.length > 0).length} of these are reproduced, ` +
      'on the versions in the columns named after them.',
    'The last column says where a failure is named besides. On real parts: a proxy (`docs/doctor-proxies.md`), ' +
      'another server than Tomcat (`test/doctor/servers`), ' +
      'a configuration that nginx reads, ' +
      'or refuses where that is the failure (`test/findings`), a rehearsal, a host that boots with the mistake',
    "(`npm run lab -- break`). On stand-ins and written input: AWS's API as an emulator gives it, in part " +
      "with its answers replaced (`test/doctor/aws`), the agent's own tests (`test/host/agent`), and log lines, of which some were",
    'captured and some written after the sources (`test/findings`, `test/doctor`).',
    `${onRealParts.length} of ${modes.length} findings (${percent(onRealParts.length)} %) are named on real parts, ` +
      `${modes.length - unnamed.length} (${percent(modes.length - unnamed.length)} %) in any of these ways. ` +
      `The others are judged on written evidence alone (\`test/findings\`): ${unnamed.join(', ')}.`,
    'A finding without any "yes" is told by the gate on a host, or by `explain` alone.',
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    '',
  ].join('\n');
}

/** Kept beside the findings; UPDATE_GENERATED=1 writes it anew. */
test.each([
  ['doctor-matrix.json', () => `${JSON.stringify(matrix(), null, 2)}\n`],
  ['doctor-matrix.md', page],
])('lab/%s is what the scenarios say', (name, made) => {
  const file = join(LAB, name);
  if (process.env.UPDATE_GENERATED === '1') {
    writeFileSync(file, made());
  }
  expect(readFileSync(file, 'utf8')).toBe(made());
});

test('every scenario names a finding that exists', () => {
  const codes = new Set(FINDINGS.map(({ code }) => code));
  expect(
    [...SCENARIOS.map(({ code }) => code!), ...HEALTHY_CHAINS.flatMap(({ notices = [] }) => notices)].filter((code) => !codes.has(code)),
  ).toEqual([]);
});
