import type { Unread } from '../aws/failure';
import type { PolicyFor } from '../aws/policy';
import type { Answer } from '../doctor/answer';
import type { Report } from '../doctor/report';
import { chainLine } from './chain-line';
import type { Block } from './page';
import { afterProblem, reportPage } from './report-page';

/** What follows the rows of what AWS tells: the hops that it knows of, what is wrong with them, what to do next. */
export function awsPage(report: Report, wanted: PolicyFor): Block[] {
  const { answers } = report;
  const name = 'stack' in wanted ? `--stack ${wanted.stack}` : `--instance ${wanted.instance}`;
  const denied = deniedActions(report);
  const missing =
    denied.length > 0
      ? `allow ${denied.join(', ')}; doctor ${name} --policy prints the whole policy`
      : 'what is not told above says what would tell it';
  return reportPage(
    report,
    chainLine(report, (hop) => answers.some((answer) => answer.farthest === hop)),
    {
      healthy: 'AWS has nothing against this chain; doctor <url> shakes hands with it from outside',
      problem: `${afterProblem(report, 'ask again')}${denied.length > 0 ? `; not everything could be told: ${missing}` : ''}`,
      undetermined: missing,
    },
  );
}

/** The instance that an answer is about: a chain can have several. */
export function hostOf({ asked }: Pick<Answer, 'asked'>): string | undefined {
  return /\bi-[0-9a-f]{8,17}\b/.exec(asked)?.[0];
}

function deniedActions({ evidence }: Report): string[] {
  const unread = evidence.flatMap(({ aws }) => Object.values(aws?.unread ?? {}).flat() as Unread[]);
  return [...new Set(unread.filter(({ because }) => because === 'denied').map(({ action }) => action))].sort();
}
