import type { Question } from '../../findings/evidence';
import { factsOf, isRefuted, type Fact } from '../../findings/facts';
import { matching } from '../judge';
import { Tally, type Clue, type Spot } from '../logs/clue';
import { IdleCuts } from '../logs/idle-cuts';
import { sharedText, textsIn } from '../logs/known-texts';
import type { Transport } from '../logs/socket-path';
import { Storms } from '../logs/storms';
import type { Asked, Attempt } from './attempt';
import type { HarEntry } from './entry';
import { evidenceOf, framesOf } from './har-evidence';

/** Which entries show what a question was answered with. */
const SHOWN_BY: Partial<Record<Question, Transport>> = {
  info: 'info',
  websocket: 'websocket',
  stomp: 'websocket',
  'xhr-streaming': 'xhr_streaming',
  eventsource: 'eventsource',
  'xhr-polling': 'xhr_send',
  iframe: 'iframe',
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
  return [
    ...proven,
    ...worded(file, attempt).filter(({ codes }) => !codes.some((code) => proven.some((clue) => clue.codes.includes(code)))),
  ];
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
  const facts = shownBy(attempt);
  const clueOf = (asked: Asked, line: string): Clue[] =>
    textsIn({ kind: 'text', message: line }).map((known) => {
      const tally = new Tally();
      tally.add(spotOf(file, asked));
      return {
        ...tally.clue(known.findings.filter((finding) => !isRefuted(finding, facts)).map(({ code }) => code)),
        shared: sharedText(known, line),
      };
    });
  const errors = framesOf(attempt)
    .filter(({ command }) => command === 'ERROR')
    .map(({ headers }) => `message:${headers.message ?? ''}\n${headers.message ?? ''}`);
  return [
    ...attempt.asked.flatMap((asked) => consoleLines(asked).flatMap((line) => clueOf(asked, line))),
    ...errors.flatMap((line) => line.split('\n').flatMap((each) => clueOf(attempt.asked[0], each))),
  ];
}

/** What refutes findings in a recording: a browser shakes hands over HTTP/1.1, and keeps who answered also where it keeps no body. */
function shownBy(attempt: Attempt): ReadonlySet<Fact> {
  const traces = attempt.asked.flatMap(({ entry }) =>
    ['server', 'via', 'x-cache', 'cf-ray'].map((name) => `${name} ${entry.headers.get(name)?.join()}`),
  );
  const isVia = (edge: RegExp) => traces.some((trace) => edge.test(trace));
  return new Set([
    ...factsOf(evidenceOf(attempt)),
    'over http/1.1',
    ...(isVia(/cloudfront/i) ? [] : ['no cloudfront' as const]),
    ...(isVia(/cloudflare|^cf-ray (?!undefined)/i) ? [] : ['no cloudflare' as const]),
  ]);
}

function consoleLines({ entry, transport }: Asked): string[] {
  const closes = [...entry.messages.map(({ data }) => data), ...(entry.body ?? '').split('\n')].filter((text) => text.startsWith('c['));
  const url = entry.url.href;
  if (transport === 'websocket') {
    const why = whyNoSocket(entry);
    return [...closes, ...(why === undefined ? [] : [`WebSocket connection to '${url}' failed: ${why}`])];
  }
  const why = whyNoAnswer(entry);
  return [...closes, ...(why === undefined ? [] : [`${entry.method} ${url} ${why}`])];
}

function whyNoSocket({ status, failure }: HarEntry): string | undefined {
  if (status === undefined) return failure?.replace(/^(?=net::)/, 'Error in connection establishment: ');
  return status === 101 ? undefined : `Error during WebSocket handshake: Unexpected response code: ${status}`;
}

function whyNoAnswer({ status, failure }: HarEntry): string | undefined {
  if (status === undefined) return failure;
  return status >= 400 ? `${status}` : undefined;
}

function spotOf(file: string, { entry, index, transport }: Asked): Spot {
  return { file, line: index, text: line(entry, transport), when: entry.at > 0 ? new Date(entry.at).toISOString() : undefined };
}

function line({ method, url, status, failure, ms, body }: HarEntry, transport: Transport): string {
  const refused = status !== undefined && status >= 400;
  const said = status === undefined ? (failure ?? 'no answer was recorded') : `${status}${refused && failure ? ` (${failure})` : ''}`;
  const words = (body ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const told = refused && body ? `: ${words.slice(0, 80)}` : '';
  const took = ms === undefined ? '' : ` after ${Math.round(ms)} ms`;
  return `${transport === 'websocket' ? 'WebSocket' : method} ${url.href} -> ${said}${told}${took}`;
}
