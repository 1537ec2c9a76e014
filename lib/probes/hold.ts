import { since } from './dial';
import { openLeftAlone, type LeftAlone } from './left-alone';
import { parseStomp } from './stomp';
import { messages } from './sockjs';
import type { Target } from './target';
import type { WebSocketClient } from './web-socket';

/** One socket that was left alone. */
export interface HeldSocket {
  readonly opened: boolean;
  /** From the last byte to its end; absent when it outlived the wait. */
  readonly cutAfterMs?: number;
  /** How it ended: `connection closed without a close frame`, or a close code. */
  readonly end?: string;
  /** What the server said of its own accord meanwhile: heartbeats. */
  readonly heard: number;
}

/** How long silent sockets live. */
export interface HoldEvidence {
  /** Nobody says anything, except for heartbeats of the server's own. */
  readonly silent: HeldSocket;
  /** Only the client speaks, every 20 seconds. */
  readonly oneWay: HeldSocket;
  readonly waitedMs: number;
  readonly ms: number;
}

/** Asks: how long may a socket be silent? Without heartbeats agreed, so that what is on the way shows its own limit. */
export async function hold(target: Target, path: string, options: LeftAlone & { readonly waitMs: number }): Promise<HoldEvidence> {
  const started = performance.now();
  const [silent, oneWay] = await Promise.all([heldSocket(target, path, options), heldSocket(target, path, options, 20_000)]);
  return { silent, oneWay, waitedMs: options.waitMs, ms: since(started) };
}

async function heldSocket(target: Target, path: string, options: Parameters<typeof hold>[2], beatMs?: number): Promise<HeldSocket> {
  const socket = await openLeftAlone(target, path, options);
  if (!socket) {
    return { opened: false, heard: 0 };
  }
  const beat = beatMs === undefined ? undefined : setInterval(() => socket.beat(), beatMs);
  try {
    return await untilTheEnd(socket, options.waitMs, (text) => isHeartbeat(text, options.sockJs));
  } finally {
    clearInterval(beat);
    socket.close();
  }
}

async function untilTheEnd(socket: WebSocketClient, waitMs: number, isBeat: (text: string) => boolean): Promise<HeldSocket> {
  const started = performance.now();
  let last = started;
  let heard = 0;
  while (performance.now() - started < waitMs) {
    const incoming = await socket.next(waitMs - since(started));
    if ('closed' in incoming) {
      return { opened: true, cutAfterMs: since(last), end: incoming.closed, heard };
    }
    if ('text' in incoming) {
      last = performance.now();
      heard += Number(isBeat(incoming.text));
    }
  }
  return { opened: true, heard };
}

/** SockJS's `h`, or STOMP's end of line; the open frame and CONNECTED are none. */
function isHeartbeat(text: string, sockJs: boolean): boolean {
  return sockJs
    ? text === 'h' || messages(text)?.every((message) => message.trim() === '') === true
    : text.trim() === '' && parseStomp(text) === undefined;
}
