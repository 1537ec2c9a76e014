import { FACTS, factsOf, isRefuted, type Fact } from '../../lib/findings/facts';
import { FINDINGS, findingOf } from '../../lib/findings/registry';
import type { Evidence } from '../../lib/findings/evidence';
import { AWS_CASES, CASES, CONFIG_CASES, REFUTED, TOLD_FROM_OUTSIDE } from './cases';
import { HEALTHY } from './evidence';
import { SHOWN } from './shown-facts';

const owners = new Map<string, number>();
for (const { text } of FINDINGS.flatMap(({ symptoms = [] }) => symptoms)) owners.set(text, (owners.get(text) ?? 0) + 1);

/** The ways in which a finding is refuted, each with a case. */
function refutations(code: string): string[] {
  const { refutedBy = [], symptoms = [], onHost } = findingOf(code)!;
  return [
    ...refutedBy,
    ...(REFUTED[code] ?? []).map((_, index) => `case ${index + 1}`),
    ...(code in AWS_CASES ? ['what AWS tells of its neighbour'] : []),
    ...(code in CONFIG_CASES ? ['the healthy neighbour of its configuration'] : []),
    // `symptoms.test.ts` has a line for each that only looks like it
    ...(symptoms.some(({ text }) => owners.get(text) === 1) ? ['what only looks like its own text'] : []),
    ...(onHost ? ['another word of the gate'] : []),
  ];
}

test('every finding has a case that refutes it', () => {
  expect(FINDINGS.filter(({ code }) => refutations(code).length === 0).map(({ code }) => code)).toEqual([]);
});

test('what can be possible beside other causes is refuted by something that was seen', () => {
  const shared = FINDINGS.filter(({ symptoms = [] }) => symptoms.some(({ text }) => owners.get(text)! > 1));
  expect(shared.filter(({ refutedBy = [], severity }) => refutedBy.length === 0 && severity !== 'notice').map(({ code }) => code)).toEqual(
    [],
  );
});

test.each(Object.entries(SHOWN))('%s is seen where it is, and not in what shows nothing', (fact, change) => {
  expect([...factsOf({ ...HEALTHY, ...change })]).toContain(fact);
  expect([...factsOf({})]).not.toContain(fact);
});

test('every fact is shown, and refutes something', () => {
  expect(Object.keys(SHOWN).sort()).toEqual(Object.keys(FACTS).sort());
  expect((Object.keys(FACTS) as Fact[]).filter((fact) => !FINDINGS.some(({ refutedBy }) => refutedBy?.includes(fact)))).toEqual([]);
});

const proving: readonly (readonly [string, Evidence])[] = [...Object.entries(CASES), ...TOLD_FROM_OUTSIDE];

test.each(proving)('%s is not refuted by what proves it', (code, change) => {
  const { refutedBy = [] } = findingOf(code)!;
  const facts = factsOf({ origin: HEALTHY.origin, route: HEALTHY.route, ...change });
  expect(refutedBy.filter((fact) => facts.has(fact))).toEqual([]);
});

test.each(Object.entries(REFUTED).flatMap(([code, cases]) => cases.map((change, index) => [code, index + 1, change] as const)))(
  '%s is refuted, case %i',
  (code, _, change) => {
    const evidence = { ...HEALTHY, ...CASES[code], ...change };
    expect(findingOf(code)!.matches?.({ ...HEALTHY, ...CASES[code] })).toBe(true);
    expect(findingOf(code)!.matches?.(evidence)).toBe(false);
  },
);

test.each(FINDINGS.flatMap(({ code, refutedBy = [] }) => refutedBy.map((fact) => [code, fact] as const)))(
  '%s is impossible where "%s"',
  (code, fact) => {
    expect(isRefuted(findingOf(code)!, factsOf({ ...HEALTHY, ...SHOWN[fact] }))).toBe(true);
  },
);
