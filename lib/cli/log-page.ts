import type { LogReport } from '../doctor/logs/examine-logs';
import { proofLines, seenConclusion, times, whatFirst } from './conclusion-page';
import { BLANK, counted, item, paragraph, verbatim, type Block } from './page';
import { doctorOf } from './program';

/** What logs show: what was read, the conclusion with its lines, what no finding explains, and one closing sentence. */
export function logPage(report: LogReport): Block[] {
  return [...report.files.map(readFile), ...seenConclusion(report), ...unexplained(report), BLANK, ...closing(report)];
}

function readFile({ name, lines, kinds }: LogReport['files'][number]): Block {
  const kind = Object.entries(kinds)
    .filter(([, count]) => count * 50 >= lines)
    .sort((a, b) => b[1] - a[1])
    .map(([each]) => each);
  return item({ text: 'read', tone: 'quiet' }, 5, `${name}: ${counted(lines, 'line')}, ${kind.join(' and ') || 'nothing known'}`);
}

function unexplained({ unexplained: failures, unknownErrors }: LogReport): Block[] {
  return [
    ...failures.flatMap((failure) => [
      BLANK,
      paragraph([{ text: failure.what, tone: 'bad' }, ` (${times(failure)})`]),
      ...proofLines(failure.proofs),
    ]),
    ...(unknownErrors
      ? [BLANK, paragraph(`errors that no finding explains (${times(unknownErrors)}):`), ...proofLines(unknownErrors.proofs)]
      : []),
  ];
}

function closing(report: LogReport): Block[] {
  const { verdict, cause, files, socketRequests, opened, remaining } = report;
  const lines = files.reduce((sum, file) => sum + file.lines, 0);
  if (verdict === 'problem') {
    return whatFirst(cause);
  }
  if (verdict === 'undetermined' && remaining.length > 0) {
    return [
      paragraph([{ text: 'could not tell', tone: 'doubt' }, ': give the logs of nginx and Spring too, or look from outside:']),
      ...verbatim(doctorOf('<url>'), 2),
    ];
  }
  if (verdict === 'undetermined') {
    return [paragraph([{ text: 'could not tell', tone: 'doubt' }, `: ${missing(report)} in ${counted(lines, 'line')}`])];
  }
  const sockets = socketRequests > 0 ? `, ${counted(socketRequests, 'request')} of sockets, WebSockets opened: ${opened}` : '';
  return [paragraph([{ text: 'no known failure', tone: 'good' }, ` in ${counted(lines, 'line')}${sockets}`])];
}

/** What a log would have to hold to tell more. */
function missing({ files, socketRequests }: LogReport): string {
  if (socketRequests > 0) return 'no known failure, and no handshake that opened a WebSocket';
  const servers = files.some(({ kinds }) => Object.keys(kinds).some((kind) => kind !== 'text'));
  return servers
    ? 'no known failure, and nothing that shows a working WebSocket (an access log does)'
    : 'no line of a log that is known, and no request of a socket';
}
