import { since } from './dial';
import { exchange } from './exchange';
import { sessionPath, trimmed } from './sockjs';
import type { Target } from './target';
import { openWebSocket } from './web-socket';

/** What many requests at once meet, and what one alone meets after a pause. */
export interface BurstEvidence {
  /** As many as a browser's SockJS sends when it falls back; 0 for a connection that was dropped without an answer. */
  readonly together: readonly number[];
  /** What sockets meet that are open at the same time, as those of a few users are. */
  readonly crowd: readonly number[];
  readonly body: string;
  readonly alone: number;
  /** What the same request meets one after the other, where that was asked. */
  readonly inTurn?: readonly number[];
  readonly ms: number;
}

/** A browser's cascade: info, WebSocket, two streams, two frames. */
const CASCADE = 6;
/** A few users. */
const CROWD = 24;

/** Asks: is it the number of requests that is refused? First one alone, then a browser's cascade at once. */
export async function burst(target: Target, path: string, sockJs: boolean, pauseMs = 1500): Promise<BurstEvidence> {
  const started = performance.now();
  const ask = () => exchange(target, { path: `${trimmed(path)}/info` }, { timeoutMs: 4000 });
  await new Promise((resolve) => setTimeout(resolve, pauseMs));
  const alone = await ask();
  const together = await Promise.all(Array.from({ length: CASCADE }, ask));
  const crowd = await Promise.all(
    Array.from({ length: CROWD }, () =>
      openWebSocket(target, { path: sockJs ? `${sessionPath(path)}/websocket` : path, origin: target.origin }, { timeoutMs: 4000 }),
    ),
  );
  crowd.forEach(({ socket }) => socket?.close());
  const refused = together.find(({ status }) => status !== alone.status);
  return {
    together: together.map(({ status }) => status ?? 0),
    crowd: crowd.map(({ status }) => status ?? 0),
    body: refused?.body.slice(0, 300) ?? '',
    alone: alone.status ?? 0,
    ms: since(started),
  };
}
