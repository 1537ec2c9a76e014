import type { Question } from '../../findings/evidence';
import { matching } from '../judge';
import { Tally, type Clue, type Spot } from '../logs/clue';
import { IdleCuts } from '../logs/idle-cuts';
import { textsIn } from '../logs/known-texts';
import type { Transport } from '../logs/socket-path';
import { Storms } from '../logs/storms';
import type { Asked, Attempt } from './attempt';
import type { HarEntry } from './entry';
import { evidenceOf, framesOf } from './har-evidence';

/** Which entries show what a question was answered with. */
const SHOWN_BY: Partial<Record<Question, Transport>> = {
  info: 'info', websocket: 'websocket', stomp: 'websocket', 'xhr-streaming': 'xhr_streaming', eventsource: 'eventsource', 'xhr-polling': 'xhr_send', iframe: 'iframe',
};

/** What all attempts of a recording say: findings whose evidence it holds, and the browser's own words. */
export function harClues(file: string, attempts: readonly Attempt[]): Clue[] {
  const cuts = new IdleCuts();
  const storms = new Storms();
  for (const { asked } of attempts) {
    storms.attempt('this browser', spotOf(file, asked[0]));
    for (const each of asked.filter(({ transport, entry }) => transport === 'websocket' && entry.status === 101)) {
      cuts.add((each.entry.ms ?? 0) / 1000, spotOf(file, each));
      if ((each.entry.ms ?? 0) > 30_000 || each.entry.ms === undefined) {
        storms.lived('this browser');
      }
    }
  }
  return [...attempts.flatMap((attempt) => clues(file, attempt)), ...cuts.clues(), ...storms.clues()];
}

/** What is proven by evidence need not be guessed from words. */
function clues(file: string, attempt: Attempt): Clue[] {
  const proven = evidenced(file, attempt);
  return [...proven, ...worded(file, attempt).filter(({ codes }) => !codes.some((code) => proven.some((clue) => clue.codes.includes(code))))];
}

function evidenced(file: string, attempt: Attempt): Clue[] {
  return matching(evidenceOf(attempt)).map((finding) => {
    const shown = finding.explains.map((question) => SHOWN_BY[question]);
    const tally = new Tally();
    tally.add(spotOf(file, attempt.asked.find(({ transport }) => shown.includes(transport)) ?? attempt.asked[0]));
    return tally.clue([finding.code]);
  });
}

/** What the console would show beside these entries. */
function worded(file: string, attempt: Attempt): Clue[] {
  const clueOf = (asked: Asked, line: string): Clue[] => textsIn({ kind: 'text', message: line }).map(({ codes }) => {
    const tally = new Tally();
    tally.add(spotOf(file, asked));
    return tally.clue(codes.filter((code) => isPossible(code, attempt)));
  });
  const errors = framesOf(attempt).filter(({ command }) => command === 'ERROR').map(({ headers }) => `message:${headers.message ?? ''}\n${headers.message ?? ''}`);
  return [
    ...attempt.asked.flatMap((asked) => consoleLines(asked).flatMap((line) => clueOf(asked, line))),
    ...errors.flatMap((line) => line.split('\n').flatMap((each) => clueOf(attempt.asked[0], each))),
  ];
}

/** Leaves out what the rest of the recording refutes. */
function isPossible(code: string, { asked }: Attempt): boolean {
  switch (code) {
    case 'CLI-ENDPOINT-MISMATCH':
      // Where /info was answered, the route is SockJS's and the client does right to use it so.
      return !asked.some(({ transport, entry }) => transport === 'info' && entry.status === 200);
    case 'HTTP2-CONFUSION':
      // A browser shakes hands over HTTP/1.1 by itself.
      return false;
    default:
      return !code.startsWith('CDN-') || asked.some(({ entry }) => ['server', 'via', 'x-cache'].some((name) => /cloudf/i.test(entry.headers.get(name)?.join() ?? '')));
  }
}

function consoleLines({ entry, transport }: Asked): string[] {
  const closes = [...entry.messages.map(({ data }) => data), ...(entry.body ?? '').split('\n')].filter((text) => text.startsWith('c['));
  const url = entry.url.href;
  if (transport === 'websocket') {
    const why = entry.status === undefined ? entry.failure?.replace(/^(?=net::)/, 'Error in connection establishment: ') : entry.status === 101 ? undefined : `Error during WebSocket handshake: Unexpected response code: ${entry.status}`;
    return [...closes, ...(why === undefined ? [] : [`WebSocket connection to '${url}' failed: ${why}`])];
  }
  const why = entry.status === undefined ? entry.failure : entry.status >= 400 ? `${entry.status}` : undefined;
  return [...closes, ...(why === undefined ? [] : [`${entry.method} ${url} ${why}`])];
}

function spotOf(file: string, { entry, index, transport }: Asked): Spot {
  return { file, line: index, text: line(entry, transport), when: entry.at > 0 ? new Date(entry.at).toISOString() : undefined };
}

function line({ method, url, status, failure, ms, body }: HarEntry, transport: Transport): string {
  const said = status === undefined ? (failure ?? 'no answer was recorded') : `${status}${status >= 400 && failure ? ` (${failure})` : ''}`;
  const told = status !== undefined && status >= 400 && body ? `: ${body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 80)}` : '';
  return `${transport === 'websocket' ? 'WebSocket' : method} ${url.href} -> ${said}${told}${ms === undefined ? '' : ` after ${Math.round(ms)} ms`}`;
}
