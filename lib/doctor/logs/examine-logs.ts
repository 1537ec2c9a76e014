import type { Readable } from 'node:stream';
import { verdictOf } from '../answer';
import { conclude } from './conclude';
import { conclusionOf, isUnknown, type Conclusion } from './conclusion';
import type { Unexplained } from './failures';
import { readLines } from './lines';
import { LogReader, type ReadFile } from './log-reader';
import { openLog, UnreadableLog } from './source';

/** The outcome of reading logs: plain JSON. */
export interface LogReport extends Conclusion {
  readonly verdict: 'healthy' | 'problem' | 'undetermined';
  readonly files: readonly ReadFile[];
  /** Requests of an access log that had to do with a socket. */
  readonly socketRequests: number;
  /** Handshakes that were answered with 101. */
  readonly opened: number;
  /** Failures that were counted and that no finding explains. */
  readonly unexplained: readonly Unexplained[];
  /** Errors of nginx or Spring that no finding explains. */
  readonly unknownErrors?: Omit<Unexplained, 'what'>;
}

/** Reads logs one after the other and says what they prove. Throws when one cannot be read. */
export async function examineLogs(names: readonly string[], stdin: () => Readable): Promise<LogReport> {
  const reader = new LogReader();
  const files: ReadFile[] = [];
  for (const name of names) {
    const file = reader.file(name === '-' ? 'stdin' : name);
    const stream = await openLog(name, stdin);
    try {
      await readLines(stream, (text, number) => file.take(text, number));
    } catch (error) {
      throw new UnreadableLog(`cannot read ${name}: ${(error as Error).message}`);
    }
    files.push(file.read());
  }
  return logReport(files, reader);
}

/** The absence of a finding is no health: only what was seen working is. */
function logReport(files: readonly ReadFile[], reader: LogReader): LogReport {
  const conclusion = conclusionOf(conclude(reader.clues(), reader.seen), reader.proxies);
  const { requests, errors, sawWorking } = reader;
  const unexplained = requests.unexplained();
  const problem = conclusion.cause !== undefined || unexplained.length > 0 || conclusion.remaining.some(isUnknown);
  const verdict = verdictOf({ problem, undetermined: !sawWorking || conclusion.remaining.length > 0 });
  return {
    verdict,
    files,
    socketRequests: requests.sockets,
    opened: requests.opened,
    unexplained,
    unknownErrors: errors.unknown(),
    ...conclusion,
  };
}
