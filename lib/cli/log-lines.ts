import type { LogReport } from '../doctor/logs/examine-logs';
import { concludedLines } from './seen-lines';
import type { Terminal } from './terminal';

/** What logs prove, as a person reads it: what was read, the cause with its lines, what else, and one closing sentence. */
export function logLines(terminal: Terminal, report: LogReport): string[] {
  return [
    ...readLines(terminal, report),
    ...concludedLines(terminal, report),
    '',
    closing(terminal, report),
  ];
}

function readLines(terminal: Terminal, { files }: LogReport): string[] {
  const width = Math.max(...files.map(({ name }) => name.length));
  return files.map(({ name, lines, kinds }) => {
    const kind = Object.entries(kinds).filter(([, count]) => count * 50 >= lines).sort((a, b) => b[1] - a[1]).map(([each]) => each);
    return `${terminal.tone('quiet', 'read')} ${name.padEnd(width)}  ${lines} lines, ${kind.join(' and ') || 'nothing known'}`;
  });
}

function closing(terminal: Terminal, { verdict, cause, files, socketRequests }: LogReport): string {
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  if (verdict === 'problem') {
    return `${terminal.tone('bad', `${cause?.code} is what to change first`)}; to see it from outside: npx cdk-spring-websocket doctor <url>`;
  }
  if (verdict === 'undetermined') {
    return `${terminal.tone('doubt', 'could not tell')}: no line of an nginx error log or of Spring, and no request of a socket in ${lines} lines`;
  }
  return `${terminal.tone('good', 'no known failure')} in ${lines} lines${socketRequests > 0 ? `, ${socketRequests} requests of sockets` : ''}`;
}
