import type { Evidence } from '../../lib/findings/evidence';
import type { Finding } from '../../lib/findings/finding';
import { FINDINGS } from '../../lib/findings/registry';
import { detectedBy } from '../../lib/findings/detected-by';
import { CASES, TOLD_FROM_OUTSIDE } from './cases';
import { HEALTHY } from './evidence';

/** The evidence that `doctor <url>` has only when it is asked for. */
const ASKED_FOR: Partial<Record<keyof Evidence, string>> = {
  hold: '--idle',
  holdStream: '--idle',
  holdDirect: '--direct',
  direct: '--direct',
  watch: '--deploy',
  sizes: '--sizes',
  message: '--echo',
  betweenHosts: '--echo',
  page: '--origin',
  health: '--health-path',
  headerNames: '--header',
};

/** The rehearsal and the agent know the number of hosts and the application's own answer; from outside nobody does. */
const cases = (code: string): Evidence[] =>
  [CASES[code]!, ...TOLD_FROM_OUTSIDE.filter(([told]) => told === code).map(([, change]) => change)].map((change) => ({
    ...HEALTHY,
    ...change,
  }));

/** The options without which none of a finding's cases is recognised. */
function needs(finding: Finding): string[] {
  const needed = cases(finding.code).map((evidence) =>
    Object.entries(ASKED_FOR)
      .filter(([key]) => !finding.matches!({ ...evidence, [key]: undefined }))
      .map(([, option]) => option),
  );
  return needed.reduce((all, some) => all.filter((option) => some.includes(option)));
}

const outside = FINDINGS.filter(({ matches, code }) => matches && code in CASES)
  .map((finding) => [finding.code, finding, detectedBy(finding).find((command) => command.startsWith('doctor <url>'))] as const)
  .filter(([, , command]) => command);

test.each(outside)('%s is told by the command that asks for what it needs', (_code, finding, command) => {
  const options = (command ?? '').match(/--[a-z-]+/g) ?? [];
  expect(options.filter((option) => Object.values(ASKED_FOR).includes(option)).sort()).toEqual(needs(finding).sort());
});

test('what only a host or a rehearsal knows is not promised to who asks from outside', () => {
  const never = (['gate', 'appHealth', 'app', 'nginxTest'] as const).flatMap((key) =>
    outside.filter(([, finding]) => cases(finding.code).every((evidence) => !finding.matches!({ ...evidence, [key]: undefined }))),
  );
  expect(never.map(([code]) => code)).toEqual([]);
});
