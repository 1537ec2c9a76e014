import type { Answer, Verdict } from '../doctor/answer';
import { item, type Block, type Tone } from './page';

const MARKS: Readonly<Record<Verdict, readonly [mark: string, tone: Tone]>> = {
  healthy: ['ok', 'good'],
  problem: ['FAIL', 'bad'],
  undetermined: ['?', 'doubt'],
  'not-offered': ['-', 'quiet'],
  'not-checked': ['-', 'quiet'],
  'not-reached': ['-', 'quiet'],
};

/** Where the evidence begins: behind the mark and the longest name of a question. */
const EVIDENCE_COLUMN = 20;

/** An answer as a row: what became of the question, and the evidence. `about` says of which route or host, where there are several. */
export function answerRow({ verdict, question, summary }: Pick<Answer, 'verdict' | 'question' | 'summary'>, about?: string): Block {
  const [word, tone] = MARKS[verdict];
  return item([{ text: word.padEnd(4), tone }, ` ${question}`], EVIDENCE_COLUMN, about ? `${about}: ${summary}` : summary);
}

const COUNTED: readonly (readonly [Verdict, string])[] = [
  ['problem', 'failed'],
  ['undetermined', 'not told'],
  ['healthy', 'ok'],
  ['not-offered', 'not offered'],
  ['not-checked', 'not asked'],
  ['not-reached', 'not reached'],
];

/** How many questions went how: "1 failed, 1 ok, 8 not reached". */
export function counts(answers: readonly Pick<Answer, 'verdict'>[]): string {
  return COUNTED.map(([verdict, word]) => [answers.filter((answer) => answer.verdict === verdict).length, word] as const)
    .filter(([count]) => count > 0)
    .map((each) => each.join(' '))
    .join(', ');
}
