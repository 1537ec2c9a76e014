import type { Answer, Verdict } from '../doctor/answer';
import { printable } from '../doctor/printable';
import type { Terminal, Tone } from './terminal';

const MARKS: Readonly<Record<Verdict, readonly [mark: string, tone: Tone]>> = {
  healthy: ['ok', 'good'],
  problem: ['FAIL', 'bad'],
  undetermined: ['?', 'doubt'],
  'not-offered': ['-', 'quiet'],
  'not-checked': ['-', 'quiet'],
};

/** A verdict as a short coloured word. */
export function mark(terminal: Terminal, verdict: Verdict): string {
  const [word, tone] = MARKS[verdict];
  return terminal.tone(tone, word.padEnd(4));
}

/** One answer as a line of its own, for progress. */
export function progressLine(terminal: Terminal, { verdict, hop, question, route, summary }: Answer): string {
  return `${mark(terminal, verdict)} ${hop.padEnd(13)} ${question}${route ? ` ${route}` : ''}: ${printable(summary)}`;
}

/** The answers as an aligned table: hop, what was asked, evidence, milliseconds. */
export function table(terminal: Terminal, answers: readonly Answer[]): string[] {
  const several = new Set(answers.flatMap(({ route }) => route ?? [])).size > 1;
  const rows = answers.map((answer) => ({
    verdict: answer.verdict,
    hop: answer.hop,
    asked: several && answer.route && !answer.asked.startsWith(answer.route) ? `${answer.route} ${answer.asked}` : answer.asked,
    question: answer.question,
    summary: printable(answer.summary),
    ms: answer.ms === undefined ? '' : `${answer.ms}`,
  }));
  const width = (key: 'hop' | 'question' | 'asked' | 'ms', title: string) => Math.max(title.length, ...rows.map((row) => row[key].length));
  const hop = width('hop', 'hop');
  const question = width('question', 'question');
  const asked = Math.min(34, width('asked', 'asked'));
  const ms = width('ms', 'ms');
  const room = Math.max(30, terminal.width - 4 - hop - question - asked - ms - 6);
  const evidence = Math.min(room, Math.max('evidence'.length, ...rows.map(({ summary }) => summary.length)));
  const line = (first: string, ...cells: readonly string[]) => [first, cells[0].padEnd(hop), cells[1].padEnd(question), cut(cells[2], asked).padEnd(asked), cut(cells[3], evidence).padEnd(evidence), cells[4].padStart(ms)].join(' ').trimEnd();
  return [
    terminal.tone('quiet', line('    ', 'hop', 'question', 'asked', 'evidence', 'ms')),
    ...rows.map((row) => line(mark(terminal, row.verdict), row.hop, row.question, row.asked, row.summary, row.ms)),
  ];
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
