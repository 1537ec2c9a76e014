import type { Conclusion, Seen } from '../doctor/logs/conclusion';
import type { Terminal } from './terminal';

/** What logs or a recording prove: the cause with its lines, what else is broken, what follows, what is worth knowing. */
export function concludedLines(terminal: Terminal, { cause, alsoFound, consequences, notices }: Conclusion): string[] {
  return [
    ...[...(cause ? [cause] : []), ...alsoFound].flatMap((seen) => ['', ...seenLines(terminal, seen)]),
    ...(consequences.length > 0 ? ['', ...consequences.map((seen) => `  so    ${seen.code}: ${[seen.title, ...seen.details].join('; ')}`)] : []),
    ...(notices.length > 0 ? ['', ...notices.map((seen) => `${terminal.tone('quiet', 'note')} ${seen.code} (${times(seen)}): ${seen.title}`)] : []),
  ];
}

function seenLines(terminal: Terminal, seen: Seen): string[] {
  return [
    `${terminal.tone('bad', seen.code)} at ${seen.hop} (${times(seen)}): ${seen.title}`,
    ...seen.details.map((line) => `  ${line}`),
    ...seen.proofs.map(({ file, line, text }) => terminal.tone('quiet', `  ${file}:${line}: `) + cut(text, terminal.width - file.length - 12)),
    `  why   ${seen.cause}`,
    `  cure  ${seen.cure}`,
    ...(seen.paste ? seen.paste.split('\n').map((line) => `        ${line}`) : []),
    ...(seen.orElse.length > 0 ? [`  or    ${seen.orElse.join(', ')}: npx cdk-spring-websocket explain ${seen.orElse[0]}`] : []),
  ];
}

function times({ count, first, last }: Seen): string {
  const when = first === undefined ? '' : first === last ? `, ${first}` : `, ${first} to ${last}`;
  return `${count === 1 ? 'once' : `${count} times`}${when}`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, Math.max(40, length) - 1)}…` : text;
}
