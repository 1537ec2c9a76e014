import type { Failure } from './dial';
import { edgeOf } from './edge';
import { header, headerValues } from './http-reader';
import { UNSPOKEN_PROTOCOL } from './stomp';
import { openWebSocket, type Opening } from './web-socket';
import type { Limits, Target } from './target';

/** How a WebSocket handshake ended. */
export interface HandshakeEvidence {
  readonly path: string;
  readonly origin?: string;
  readonly status?: number;
  readonly reason?: string;
  /** Sec-WebSocket-Accept belongs to our key. */
  readonly acceptOk: boolean;
  readonly protocol?: string;
  readonly extensions?: string;
  readonly server?: string;
  /** What those on the way wrote into the answer, as `name: value`. */
  readonly via?: string;
  readonly contentType?: string;
  readonly location?: string;
  /** `Vary` lines: three of them say that Spring's CORS layer was reached. */
  readonly vary: readonly string[];
  /** The answer's beginning when it was not a 101. */
  readonly body: string;
  /** The first message, when one was waited for. */
  readonly firstFrame?: string;
  readonly firstFrameMs?: number;
  readonly failure?: Failure;
  readonly ms: number;
}

/**
 * Asks: does a WebSocket open here? With `awaitFrame`, also: does the server say something first, as SockJS does? With `watchMs`: does
 * it stay open for so long? A gateway may accept it before it asks the application.
 */
export async function handshake(
  target: Target,
  opening: Opening,
  options: { awaitFrame?: boolean; watchMs?: number; limits?: Partial<Limits> } = {},
): Promise<HandshakeEvidence> {
  const opened = await openWebSocket(target, opening, options.limits);
  const started = performance.now();
  const protocol = header(opened.headers, 'sec-websocket-protocol');
  // Whoever agrees to a protocol that nobody speaks has not asked the application yet: its refusal may take a while.
  const watchMs = protocol === UNSPOKEN_PROTOCOL ? 6 * (options.watchMs ?? 0) : (options.watchMs ?? 0);
  const first = await opened.socket?.next(options.awaitFrame ? 3000 : watchMs);
  opened.socket?.close();
  return {
    path: opening.path,
    origin: opening.origin,
    status: opened.status,
    reason: opened.reason,
    acceptOk: opened.acceptOk,
    protocol,
    extensions: header(opened.headers, 'sec-websocket-extensions'),
    server: header(opened.headers, 'server'),
    via: edgeOf(opened.headers),
    contentType: header(opened.headers, 'content-type'),
    location: header(opened.headers, 'location'),
    vary: headerValues(opened.headers, 'vary'),
    body: opened.body.slice(0, 400),
    ...(first && 'text' in first
      ? { firstFrame: first.text.slice(0, 100), firstFrameMs: opened.ms + Math.round(performance.now() - started) }
      : {}),
    failure: opened.failure ?? (first && 'closed' in first ? { kind: 'closed', message: first.closed } : undefined),
    ms: opened.ms,
  };
}
