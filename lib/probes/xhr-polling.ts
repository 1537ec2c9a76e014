import { setTimeout as sleep } from 'node:timers/promises';
import { CookieJar, ownCookie } from './cookies';
import { since, type Failure } from './dial';
import { exchange, type Exchange } from './exchange';
import { envelope, messages, NO_MESSAGES, sessionPath } from './sockjs';
import { connectFrame, parseStomp } from './stomp';
import type { Target } from './target';

/** How a polling session went, step by step, each on a connection of its own as a browser's pool may do it. */
export interface PollingEvidence {
  readonly path: string;
  /** The first poll, which opens the session. */
  readonly openStatus?: number;
  readonly opened: boolean;
  /** xhr_send on a new connection: 204, or 404 when it met another host or another idea of who the client is. */
  readonly sendStatus?: number;
  /** The poll after it brought STOMP's CONNECTED; absent when no CONNECT was sent. */
  readonly answered?: boolean;
  /** Set by the load balancer or the application. */
  readonly cookieNames: readonly string[];
  /** The load balancer's stickiness cookie was among them. */
  readonly sticky: boolean;
  readonly failure?: Failure;
  readonly ms: number;
}

/** A session that nobody polls is gone after 5 seconds. */
const PATIENCE_MS = 3000;

/**
 * Asks: does SockJS's last resort work, with the cookies that a browser would send back? Where STOMP is spoken, also: does an answer
 * come back?
 */
export async function xhrPolling(
  target: Target,
  prefix: string,
  options: { origin?: string; stomp?: Promise<boolean>; headers?: Readonly<Record<string, string>> } = {},
): Promise<PollingEvidence> {
  const started = performance.now();
  const path = sessionPath(prefix);
  const jar = new CookieJar();
  const post = async (transport: string, body?: string): Promise<Exchange> => {
    const answer = await exchange(
      target,
      {
        method: 'POST',
        path: `${path}/${transport}`,
        body,
        headers: {
          'Content-Type': 'text/plain',
          ...(options.origin ? { Origin: options.origin } : {}),
          ...jar.header(ownCookie(target.headers)),
        },
      },
      { timeoutMs: 5000 },
    );
    jar.take(answer.headers);
    return answer;
  };
  const open = await post('xhr');
  const stomp = await Promise.race([options.stomp, sleep(PATIENCE_MS, false, { ref: false })]);
  const opened = open.status === 200 && open.body === 'o\n';
  const send = opened
    ? await post('xhr_send', stomp ? envelope(connectFrame(new URL(target.origin).hostname, options.headers)) : NO_MESSAGES)
    : undefined;
  const poll = stomp && send?.status === 204 ? await post('xhr') : undefined;
  return {
    path,
    openStatus: open.status,
    opened,
    sendStatus: send?.status,
    answered: stomp
      ? ((poll && messages(poll.body.trim())?.some((message) => parseStomp(message)?.command === 'CONNECTED')) ?? false)
      : undefined,
    cookieNames: jar.names,
    sticky: jar.names.some((name) => name.startsWith('AWSALB')),
    failure: open.failure ?? send?.failure ?? poll?.failure,
    ms: since(started),
  };
}
