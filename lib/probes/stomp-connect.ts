import { connectFrame, isStompProtocol, parseStomp, STOMP_PROTOCOLS, TELLING_PROTOCOLS, type StompFrame } from './stomp';
import { envelope, messages, sessionPath } from './sockjs';
import { header } from './http-reader';
import { openWebSocket } from './web-socket';
import { since } from './dial';
import type { Target } from './target';

/** How a STOMP CONNECT was answered. */
export interface StompEvidence {
  /** `CONNECTED`, `ERROR`, or nothing that is STOMP. */
  readonly command?: string;
  readonly version?: string;
  /** What the server offers and wants, in milliseconds: `10000,10000`. */
  readonly heartBeat?: string;
  /** An ERROR frame's message and the beginning of its body. */
  readonly error?: string;
  /** No CONNECT was sent, because the server agrees to no sub-protocol of STOMP: the application would take it for a message. */
  readonly declined?: boolean;
  /** The server agreed to STOMP and then was silent, and nobody says that it is STOMP. */
  readonly unproved?: boolean;
  /** Why there was no frame. */
  readonly silence?: string;
  readonly ms: number;
}

/** What to connect to and with. */
export interface StompConnect {
  readonly path: string;
  readonly sockJs: boolean;
  /** It is STOMP by its owner's word, so CONNECT is sent whatever the server agrees to. */
  readonly sure?: boolean;
  readonly origin?: string;
  /** Headers of the CONNECT frame, such as a login. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Asks: does the application speak STOMP, and which heartbeats does it agree to? */
export async function stompConnect(target: Target, connect: StompConnect): Promise<StompEvidence> {
  const started = performance.now();
  const { sockJs, sure, origin, timeoutMs = 5000 } = connect;
  const opened = await openWebSocket(target, {
    path: sockJs ? `${sessionPath(connect.path)}/websocket` : connect.path,
    origin,
    protocols: sure ? STOMP_PROTOCOLS : TELLING_PROTOCOLS,
  });
  const { socket } = opened;
  if (!socket) {
    return { silence: opened.failure?.message ?? `the handshake was answered with ${opened.status}`, ms: since(started) };
  }
  if (!sure && !isStompProtocol(header(opened.headers, 'sec-websocket-protocol'))) {
    socket.close();
    return { declined: true, silence: 'the server agrees to no sub-protocol of STOMP', ms: since(started) };
  }
  const frame = connectFrame(new URL(target.origin).hostname, connect.headers);
  socket.send(sockJs ? envelope(frame) : frame);
  let answer: StompFrame | string | undefined;
  while (!answer) {
    const incoming = await socket.next(timeoutMs - since(started));
    if ('nothing' in incoming) {
      socket.close();
      return { silence: `no answer to CONNECT within ${timeoutMs} ms`, ...(sure ? {} : { unproved: true }), ms: since(started) };
    }
    answer = 'closed' in incoming ? incoming.closed : read(incoming.text, sockJs);
  }
  socket.close();
  if (typeof answer === 'string') {
    return { silence: answer, ms: since(started) };
  }
  return {
    command: answer.command,
    version: answer.headers.version,
    heartBeat: answer.headers['heart-beat'],
    error: answer.command === 'ERROR' ? `${answer.headers.message ?? ''} ${answer.body.slice(0, 200)}`.trim() : undefined,
    ms: since(started),
  };
}

/** The first STOMP frame of a message, a SockJS close as text, or undefined to wait on. */
function read(text: string, sockJs: boolean): StompFrame | string | undefined {
  if (!sockJs) {
    return parseStomp(text);
  }
  if (text.startsWith('c')) {
    return `the SockJS session was closed: ${text.slice(0, 100)}`;
  }
  return messages(text)
    ?.map(parseStomp)
    .find((frame) => frame !== undefined);
}
