import { CookieJar, ownCookie } from './cookies';
import { since } from './dial';
import { exchange } from './exchange';
import { NO_MESSAGES, sessionPath } from './sockjs';
import type { Target } from './target';

/** Whether the requests of one SockJS session find each other. */
export interface StickinessEvidence {
  /** Several xhr_send at once, each on a connection of its own: 404 where another host, or another idea of the client, was met. */
  readonly withCookies: readonly number[];
  /** The same without sending any cookie back. */
  readonly withoutCookies: readonly number[];
  readonly cookieNames: readonly string[];
  readonly ms: number;
}

/** How often one session is tried: a single message finds one of two hosts by chance. */
const TRIES = 4;

/** Asks: does a session hold together, with the cookies a browser would send back, and without? */
export async function stickiness(target: Target, prefix: string, origin?: string): Promise<StickinessEvidence> {
  const started = performance.now();
  const jar = new CookieJar();
  // Without a cookie there is nothing to leave out.
  const withCookies = await tries(target, prefix, jar, origin);
  const withoutCookies = jar.names.length > 0 ? await tries(target, prefix, undefined, origin) : withCookies;
  return { withCookies, withoutCookies, cookieNames: jar.names, ms: since(started) };
}

async function tries(target: Target, prefix: string, jar: CookieJar | undefined, origin: string | undefined): Promise<number[]> {
  const path = sessionPath(prefix);
  const post = async (transport: string, body?: string) => {
    const headers = { 'Content-Type': 'text/plain', ...(origin ? { Origin: origin } : {}), ...(jar?.header(ownCookie(target.headers)) ?? {}) };
    const answer = await exchange(target, { method: 'POST', path: `${path}/${transport}`, body, headers }, { timeoutMs: 4000 });
    jar?.take(answer.headers);
    return answer;
  };
  const opened = await post('xhr');
  if (opened.body !== 'o\n') {
    return [];
  }
  const sent = await Promise.all(Array.from({ length: TRIES }, () => post('xhr_send', NO_MESSAGES)));
  return sent.map(({ status }) => status ?? 0);
}
