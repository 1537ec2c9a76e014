import { isAwsQuestion } from '../aws/questions';
import { distance, HOPS, type Hop } from '../chain/hops';
import type { Report, ReportedAnswer } from '../doctor/report';
import type { Question } from '../findings/evidence';
import { paragraph, unbroken, type Block, type Piece, type Tone } from './page';

/** What can be said of a hop. */
type Sign = readonly [sign: 'FAIL' | 'ok' | '?', tone: Tone];

const AT_FAULT: Sign = ['FAIL', 'bad'];
const PROVED: Sign = ['ok', 'good'];
const OPEN: Sign = ['?', 'quiet'];

/**
 * The chain, hop by hop: FAIL where something is to be changed, ok where all went well, ? where that cannot be told, as
 * with a hop that was met only through one that fails. `isPart` says which hops this chain has.
 */
export function chainLine(report: Report, isPart: (hop: Hop) => boolean): Block {
  const faults = [report.cause, ...report.alsoFound].map((found) => found?.hop);
  const hops = HOPS.filter((hop) => isPart(hop) || faults.includes(hop));
  const signs = hops.map((hop): Sign => {
    if (faults.includes(hop)) {
      return AT_FAULT;
    }
    const doubtful = report.answers.some((answer) => answer.farthest === hop && ['problem', 'undetermined'].includes(answer.verdict));
    return isProved(hop, report.answers) && !doubtful ? PROVED : OPEN;
  });
  const pieces = hops.flatMap((hop, index): Piece[] => {
    const [sign, tone] = signs[index];
    return [index === 0 ? '' : ` ${unbroken('-- ')}`, { text: unbroken(`${hop} ${sign}`), tone }];
  });
  return paragraph(pieces, { indent: 2 });
}

/** Questions that are put to a hop itself: what answers them was not reached through the chain. */
const PUT_TO_A_HOP: readonly Question[] = ['nginx-config', 'application', 'health', 'gate'];

/** Whether a good answer shows that a hop works: its own, or one from farther in, which came through it. */
function isProved(hop: Hop, answers: readonly ReportedAnswer[]): boolean {
  const good = answers.filter(({ verdict }) => verdict === 'healthy');
  const through = good.filter(({ question }) => !PUT_TO_A_HOP.includes(question) && !isAwsQuestion(question));
  return good.some((answer) => answer.farthest === hop) || through.some((answer) => distance(hop) <= distance(answer.farthest));
}
