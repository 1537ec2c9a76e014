import { byImportance, firstStep, placeOf, predecessors } from '../../lib/findings/importance';
import { FINDINGS, findingOf } from '../../lib/findings/registry';

const stated = FINDINGS.flatMap((finding) => (finding.before ?? []).map((code) => [finding.code, code, finding] as const));

/** Step and hop decide before this is asked, so that it would say nothing elsewhere. */
test.each(stated)('%s comes before %s, of the same step and hop', (_, code, finding) => {
  const other = findingOf(code);
  expect(other).toBeDefined();
  expect([firstStep(other!), placeOf(other!), other!.secondary]).toEqual([firstStep(finding), placeOf(finding), finding.secondary]);
  expect(byImportance(finding, other!)).toBeLessThan(0);
});

test('what is cured besides, and what comes after, are findings', () => {
  const codes = FINDINGS.flatMap(({ before = [], alsoCures = [] }) => [...before, ...alsoCures]);
  expect(codes.filter((code) => !findingOf(code))).toEqual([]);
});

test('nothing comes before itself, by whatever way round', () => {
  const before = (code: string, seen: readonly string[] = []): boolean =>
    seen.includes(code) || predecessors(code).some((each) => before(each, [...seen, code]));
  expect(FINDINGS.filter(({ code }) => before(code)).map(({ code }) => code)).toEqual([]);
});
