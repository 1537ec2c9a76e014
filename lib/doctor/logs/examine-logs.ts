import type { Readable } from 'node:stream';
import { conclude, type Sighting } from './conclude';
import { conclusionOf, type Conclusion } from './conclusion';
import { readLines } from './lines';
import { LogReader, type ReadFile } from './log-reader';
import { openLog, UnreadableLog } from './source';

/** The outcome of reading logs: plain JSON. */
export interface LogReport extends Conclusion {
  readonly verdict: 'healthy' | 'problem' | 'undetermined';
  readonly files: readonly ReadFile[];
  /** Requests of an access log that had to do with a socket. */
  readonly socketRequests: number;
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
  return logReport(files, conclude(reader.clues()), reader.requests.sockets);
}

function logReport(files: readonly ReadFile[], sightings: readonly Sighting[], socketRequests: number): LogReport {
  const conclusion = conclusionOf(sightings);
  const readable = files.some(({ kinds }) => (kinds['nginx error log'] ?? 0) + (kinds['Spring log'] ?? 0) > 0) || socketRequests > 0;
  return { verdict: conclusion.cause ? 'problem' : readable ? 'healthy' : 'undetermined', files, socketRequests, ...conclusion };
}
