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
  const session = await openSession(target, prefix, jar, origin);
  const [withCookies, without] = await Promise.all([
    session(),
    // Without a cookie there is nothing to leave out.
    jar.names.length > 0 ? openSession(target, prefix, undefined, origin).then((other) => other()) : undefined,
  ]);
  return { withCookies, withoutCookies: without ?? withCookies, cookieNames: jar.names, ms: since(started) };
}

/** Opens a session; what it returns tries to send in it. */
async function openSession(
  target: Target,
  prefix: string,
  jar: CookieJar | undefined,
  origin: string | undefined,
): Promise<() => Promise<number[]>> {
  const path = sessionPath(prefix);
  const post = async (transport: string, body?: string) => {
    const headers = {
      'Content-Type': 'text/plain',
      ...(origin ? { Origin: origin } : {}),
      ...(jar?.header(ownCookie(target.headers)) ?? {}),
    };
    const answer = await exchange(target, { method: 'POST', path: `${path}/${transport}`, body, headers }, { timeoutMs: 4000 });
    jar?.take(answer.headers);
    return answer;
  };
  const opened = await post('xhr');
  return async () => {
    const sent = await Promise.all(Array.from({ length: opened.body === 'o\n' ? TRIES : 0 }, () => post('xhr_send', NO_MESSAGES)));
    return sent.map(({ status }) => status ?? 0);
  };
}
