import type { Report } from '../doctor/report';
import { counts } from './answer-rows';
import { reportedConclusion } from './conclusion-page';
import { BLANK, paragraph, type Block, type Tone } from './page';

/** What the reader does next, by how it went. */
export interface Next {
  readonly healthy: string;
  readonly problem: string;
  readonly undetermined: string;
}

/** The next step after a problem: the cure, or where no known cause fits, the evidence. */
export function afterProblem({ cause }: Report, then: string): string {
  return cause ? `change what the cure says, ${then}; --json has all evidence` : 'no known cause fits; --json has all evidence';
}

/** What follows the rows of answers: the chain, what is wrong with it, and one closing sentence. */
export function reportPage(report: Report, chain: Block, next: Next, tail: readonly Block[] = []): Block[] {
  return [BLANK, chain, ...reportedConclusion(report, tail), BLANK, closing(report, next)];
}

const TONES: Readonly<Record<Report['verdict'], Tone>> = { healthy: 'good', problem: 'bad', undetermined: 'doubt' };

function closing({ verdict, cause, answers, remaining }: Report, next: Next): Block {
  const counted = counts(answers);
  const whole = answers.every((answer) => answer.verdict === 'healthy') && !cause;
  const where = cause ? `; the cause is at ${cause.hop}` : '';
  return paragraph([
    { text: whole ? `all ${counted}` : counted, tone: TONES[verdict] },
    `${where}: ${remaining.length > 0 ? 'could not tell which cause it is; --json has all evidence' : next[verdict]}`,
  ]);
}
