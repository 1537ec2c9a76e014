import { since } from './dial';
import { header } from './http-reader';
import { connectFrame, isStompProtocol } from './stomp';
import { sessionPath } from './sockjs';
import type { Target } from './target';
import { openWebSocket } from './web-socket';

/** What became of an offer to compress. */
export interface DeflateEvidence {
  readonly status?: number;
  /** What the answer agreed to. */
  readonly agreed?: string;
  /** What was wrong with the first frame. */
  readonly trouble?: string;
  readonly ms: number;
}

/**
 * Asks: when compression is offered, does the answer say what the frames then do? Browsers always offer it.
 * Only who agrees to STOMP is told to say something; of others the first frame counts that they send by themselves.
 */
export async function deflate(target: Target, path: string, options: Offering): Promise<DeflateEvidence> {
  const answer = await offer(target, path, options);
  // what happens once and not again is no trouble of the chain's
  return answer.trouble ? offer(target, path, options) : answer;
}

interface Offering {
  readonly sockJs: boolean;
  readonly origin?: string;
  readonly protocols?: readonly string[];
}

async function offer(target: Target, path: string, options: Offering): Promise<DeflateEvidence> {
  const started = performance.now();
  const { socket, status, headers } = await openWebSocket(target, {
    path: options.sockJs ? `${sessionPath(path)}/websocket` : path,
    origin: options.origin,
    protocols: options.protocols,
    extensions: 'permessage-deflate; client_max_window_bits',
  });
  const agreed = header(headers, 'sec-websocket-extensions');
  if (!socket) {
    return { status, agreed, ms: since(started) };
  }
  let trouble: string | undefined;
  if (!agreed) {
    if (isStompProtocol(header(headers, 'sec-websocket-protocol'))) {
      socket.send(connectFrame(new URL(target.origin).hostname));
    }
    const first = await socket.next(1000);
    trouble = 'closed' in first && /reserved bits/.test(first.closed) ? first.closed : undefined;
  }
  socket.close();
  return { status, agreed, trouble, ms: since(started) };
}
