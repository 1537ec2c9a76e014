import { verdictOf } from '../answer';
import { conclude } from '../logs/conclude';
import { conclusionOf, isUnknown, type Conclusion } from '../logs/conclusion';
import { redactLine } from '../logs/redact-line';
import { attemptsIn, type Attempt } from './attempt';
import { harClues } from './har-clues';
import { readHar } from './read-har';
import { sessionOf, type Session } from './steps';

/** The outcome of reading a recording of a browser's network panel: plain JSON. */
export interface HarReport extends Conclusion {
  readonly verdict: 'healthy' | 'problem' | 'undetermined';
  readonly file: string;
  /** The browser, or the program that recorded. */
  readonly creator: string;
  readonly entries: number;
  readonly sessions: readonly Session[];
}

/** Reads a recording and says what it proves. Throws when it cannot be read. */
export function examineHar(file: string): HarReport {
  const { creator, entries } = readHar(file);
  const attempts = attemptsIn(entries);
  const sessions = attempts.map(sessionOf).map((session) => ({ ...session, url: redactLine(session.url) }));
  const conclusion = conclusionOf(conclude(harClues(file, attempts), { routes: openedRoutes(attempts), frames: false }));
  // A session that never opened is no health, also when the browser keeps the reason to itself.
  const unexplained = sessions.length === 0 || sessions.some(({ transport }) => transport === undefined);
  return {
    verdict: verdictOf({
      problem: conclusion.cause !== undefined || conclusion.remaining.some(isUnknown),
      undetermined: unexplained || conclusion.remaining.length > 0,
    }),
    file,
    creator,
    entries: entries.length,
    sessions,
    ...conclusion,
  };
}

function openedRoutes(attempts: readonly Attempt[]): ReadonlySet<string> {
  const opened = attempts.filter(({ asked }) => asked.some(({ transport, entry }) => transport === 'websocket' && entry.status === 101));
  return new Set(opened.map(({ route }) => route));
}
