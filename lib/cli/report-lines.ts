import { printable } from '../doctor/printable';
import type { Report, Reported } from '../doctor/report';
import type { Terminal } from './terminal';

/** A finding as a person reads it: where, what, why, and what to change. */
export function findingLines(terminal: Terminal, found: Reported): string[] {
  return [
    `${terminal.tone('bad', found.code)} at ${found.hop}${found.routes.length ? ` (${found.routes.join(', ')})` : ''}: ${found.title}`,
    ...(found.detail ? [`  ${printable(found.detail)}`] : []),
    ...wrapped(terminal, '  why   ', found.cause),
    ...wrapped(terminal, '  cure  ', found.cure),
    ...(found.paste ? found.paste.split('\n').map((line) => `        ${line}`) : []),
    ...found.source.map((source, index) => terminal.tone('quiet', `${index === 0 ? '  see   ' : '        '}${source}`)),
  ];
}

/** What follows the table: the cause, what else, and one closing sentence with the next step. */
export function closingLines(terminal: Terminal, report: Report, tail: readonly string[], next: { readonly healthy: string; readonly broken: string }): string[] {
  const { cause, alsoFound, consequences, notices, answers } = report;
  const skipped = answers.filter(({ verdict }) => verdict === 'not-checked');
  return [
    ...(cause ? ['', ...findingLines(terminal, cause)] : []),
    ...tail,
    ...consequences.flatMap((consequence, index) => wrapped(terminal, index === 0 ? '  so    ' : '        ', printable(consequence))),
    ...alsoFound.flatMap((found) => ['', ...findingLines(terminal, found)]),
    ...(notices.length > 0 ? ['', ...notices.flatMap(({ code, title, cure }) => wrapped(terminal, 'note ', `${code}: ${title} (${cure})`))] : []),
    '',
    closing(terminal, report, skipped.length, next),
  ];
}

function closing(terminal: Terminal, { verdict, cause, answers }: Report, skipped: number, next: { healthy: string; broken: string }): string {
  const failed = answers.filter((answer) => answer.verdict === 'problem').length;
  if (verdict === 'healthy') {
    const count = answers.filter((answer) => answer.verdict === 'healthy').length;
    return `${terminal.tone('good', `all ${count} checks passed`)}${skipped ? `, ${skipped} not checked` : ''}: ${next.healthy}`;
  }
  if (verdict === 'undetermined') {
    return `${terminal.tone('doubt', 'not everything could be told')}: ${next.broken}`;
  }
  return `${terminal.tone('bad', `${failed || 1} of ${answers.length} checks failed`)}${cause ? `, first at ${cause.hop}` : ''}: ${next.broken}`;
}

/** A text below its first word, broken where the terminal ends. */
function wrapped(terminal: Terminal, first: string, text: string): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line !== '' && first.length + line.length + 1 + word.length > terminal.width) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
  }
  const lead = first.trim() === 'note' ? terminal.tone('quiet', first) : first;
  return lines.map((line, index) => `${index === 0 ? lead : ' '.repeat(first.length)}${line}`);
}
