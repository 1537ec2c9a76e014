import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FINDINGS } from '../../lib/findings/registry';
import { toldBy } from '../../lib/findings/told-by';
import { HEALTHY_CHAINS } from './scenarios/healthy';
import { isIn, PASSES } from './scenarios/passes';
import type { Scenario } from './scenarios/run';
import { SCENARIOS } from './scenarios/table';

const FILE = join(__dirname, '..', '..', 'docs', 'doctor-matrix.json');

/** On which nginx and Spring Boot a scenario runs. */
function versions(scenario: Scenario): string[] {
  return PASSES.filter((pass) => isIn(pass, scenario)).map(({ title }) => title);
}

/** Every mode: whether it can be told from outside at all, and on what it was reproduced. */
function matrix(): unknown {
  const proofs = [...SCENARIOS.map((scenario) => [scenario.code, scenario] as const), ...HEALTHY_CHAINS.flatMap((scenario) => (scenario.notices ?? []).map((code) => [code, scenario] as const))];
  const modes = [...FINDINGS].sort((a, b) => (a.code < b.code ? -1 : 1)).map((finding) => {
    const { code, hop } = finding;
    const own = proofs.filter(([told]) => told === code).map(([, scenario]) => scenario);
    return { code, hop, fromOutside: toldBy(finding).includes('doctor <url>'), reproduced: [...new Set(own.flatMap(versions))] };
  });
  return { passes: PASSES.map(({ title }) => title), scenarios: SCENARIOS.length, healthyChains: HEALTHY_CHAINS.length, modes };
}

/** Kept beside the findings; UPDATE_GENERATED=1 writes it anew. */
test('docs/doctor-matrix.json is what the scenarios say', () => {
  const text = `${JSON.stringify(matrix(), null, 2)}\n`;
  if (process.env.UPDATE_GENERATED === '1') {
    writeFileSync(FILE, text);
  }
  expect(readFileSync(FILE, 'utf8')).toBe(text);
});

test('every scenario names a finding that exists', () => {
  const codes = new Set(FINDINGS.map(({ code }) => code));
  expect([...SCENARIOS.map(({ code }) => code!), ...HEALTHY_CHAINS.flatMap(({ notices = [] }) => notices)].filter((code) => !codes.has(code))).toEqual([]);
});
