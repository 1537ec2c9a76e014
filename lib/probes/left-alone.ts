import { connectFrame, STOMP_PROTOCOLS } from './stomp';
import { envelope, sessionPath } from './sockjs';
import type { Target } from './target';
import { openWebSocket, type WebSocketClient } from './web-socket';

/** How a socket is opened that is left alone then. */
export interface LeftAlone {
  readonly sockJs: boolean;
  readonly stomp: boolean;
  readonly origin?: string;
  /** Headers of the CONNECT frame, such as a login. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens a socket on which nobody has to say anything: no heartbeats are agreed on. Undefined when it does not open. */
export async function openLeftAlone(
  target: Target,
  path: string,
  { sockJs, stomp, origin, headers }: LeftAlone,
  limits?: Parameters<typeof openWebSocket>[2],
): Promise<WebSocketClient | undefined> {
  const { socket } = await openWebSocket(
    target,
    { path: sockJs ? `${sessionPath(path)}/websocket` : path, origin, protocols: stomp && !sockJs ? STOMP_PROTOCOLS : undefined },
    limits,
  );
  if (socket && stomp) {
    // Spring itself closes a session that never sends CONNECT.
    const frame = connectFrame(new URL(target.origin).hostname, { 'heart-beat': '0,0', ...headers });
    socket.send(sockJs ? envelope(frame) : frame);
  }
  return socket;
}
