import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDINGS } from '../../lib/findings/registry';
import { toldBy } from '../../lib/findings/told-by';
import { HEALTHY_CHAINS } from './scenarios/healthy';
import { isIn, PASSES } from './scenarios/passes';
import type { Scenario } from './scenarios/run';
import { SCENARIOS } from './scenarios/table';

const DOCS = join(__dirname, '..', '..', 'docs');

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
}

/** Every mode: what tells it, and on what it was reproduced. */
function matrix(): { passes: string[]; scenarios: number; healthyChains: number; modes: Mode[] } {
  const proofs = [...SCENARIOS.map((scenario) => [scenario.code, scenario] as const), ...HEALTHY_CHAINS.flatMap((scenario) => (scenario.notices ?? []).map((code) => [code, scenario] as const))];
  const modes = [...FINDINGS].sort((a, b) => (a.code < b.code ? -1 : 1)).map((finding) => {
    const { code, hop } = finding;
    const own = proofs.filter(([told]) => told === code).map(([, scenario]) => scenario);
    return { code, hop, toldBy: toldBy(finding), reproduced: [...new Set(own.flatMap(versions))] };
  });
  return { passes: PASSES.map(({ title }) => title), scenarios: SCENARIOS.length, healthyChains: HEALTHY_CHAINS.length, modes };
}

/** The same as a table. */
function page(): string {
  const { passes, scenarios, healthyChains, modes } = matrix();
  const outside = modes.filter(({ toldBy: by }) => by.includes('doctor <url>'));
  const yes = (holds: boolean) => (holds ? 'yes' : '');
  const by = (mode: Mode, command: string) => yes(mode.toldBy.some((each) => each.startsWith(command)));
  const rows = modes.map((mode) => [
    `\`${mode.code}\``, mode.hop, by(mode, 'doctor <url>'), by(mode, 'doctor --nginx'), by(mode, 'doctor --stack'), by(mode, 'doctor --log'), by(mode, 'rehearse'),
    ...passes.map((pass) => yes(mode.reproduced.includes(pass))),
  ]);
  const head = ['finding', 'hop', 'url', 'nginx', 'stack', 'log', 'rehearse', ...passes];
  return [
    '# What tells which failure',
    '',
    `Generated from the findings and from the scenarios of \`test/doctor/scenarios\`: ${scenarios} chains of real parts, each broken in one way, where \`doctor <url>\` must name that cause and no other, and`,
    `${healthyChains} healthy ones, where it must name none. ${outside.length} of ${modes.length} findings can be told from outside; ${outside.filter(({ reproduced }) => reproduced.length > 0).length} of these are reproduced, on the versions in the last columns.`,
    'The lint\'s cases are in `test/findings/config-cases.ts`, those of AWS in `test/doctor/aws`, those of logs in `test/recorded`. A finding without any "yes" is told by the gate on a host, or by `explain` alone.',
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
])('docs/%s is what the scenarios say', (name, made) => {
  const file = join(DOCS, name);
  if (process.env.UPDATE_GENERATED === '1') {
    writeFileSync(file, made());
  }
  expect(readFileSync(file, 'utf8')).toBe(made());
});

test('every scenario names a finding that exists', () => {
  const codes = new Set(FINDINGS.map(({ code }) => code));
  expect([...SCENARIOS.map(({ code }) => code!), ...HEALTHY_CHAINS.flatMap(({ notices = [] }) => notices)].filter((code) => !codes.has(code))).toEqual([]);
});
