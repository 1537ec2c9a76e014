import { since } from './dial';
import { exchange } from './exchange';
import { connectFrame, parseStomp, STOMP_PROTOCOLS } from './stomp';
import { envelope, messages, sessionPath } from './sockjs';
import type { Target } from './target';
import { openWebSocket, type Incoming } from './web-socket';

/** One STOMP frame of a size, and how it was taken. */
export interface SizedFrame {
  readonly bytes: number;
  /** In pieces of 8 KiB, as clients that split large frames send it. */
  readonly split: boolean;
  readonly taken: boolean;
  /** The server's word, or a close with its code. */
  readonly end?: string;
}

/** Which sizes pass. */
export interface SizesEvidence {
  readonly frames: readonly SizedFrame[];
  /** The status of xhr_send bodies, by size. */
  readonly posts: readonly { readonly bytes: number; readonly status: number; readonly body: string }[];
  readonly ms: number;
}

const KIB = 1024;
/** How long one frame may wait for its answer, whatever else the server says meanwhile. */
const PATIENCE_MS = 3000;

/**
 * Asks: how large may a STOMP frame be? It is a CONNECT with a long header that nobody reads, so that no
 * application gets a message it does not expect.
 */
export async function sizes(
  target: Target,
  path: string,
  options: { sockJs: boolean; origin?: string; headers?: Readonly<Record<string, string>> },
): Promise<SizesEvidence> {
  const started = performance.now();
  const whole = [8, 15, 17, 60, 70].map((kib) => frameOf(target, path, kib * KIB, false, options));
  const split = [17, 60, 70].map((kib) => frameOf(target, path, kib * KIB, true, options));
  const posts = options.sockJs ? [8, 60, 1100].map((kib) => postOf(target, path, kib * KIB, options)) : [];
  return { frames: await Promise.all([...whole, ...split]), posts: await Promise.all(posts), ms: since(started) };
}

async function frameOf(
  target: Target,
  path: string,
  bytes: number,
  split: boolean,
  { sockJs, origin, headers }: Parameters<typeof sizes>[2],
): Promise<SizedFrame> {
  const { socket, status } = await openWebSocket(target, {
    path: sockJs ? `${sessionPath(path)}/websocket` : path,
    origin,
    protocols: sockJs ? undefined : STOMP_PROTOCOLS,
  });
  if (!socket) {
    return { bytes, split, taken: false, end: `handshake ${status}` };
  }
  const frame = padded(target, bytes, headers);
  const pieces = split ? (frame.match(/[^]{1,8192}/g) ?? []) : [frame];
  pieces.forEach((piece) => socket.send(sockJs ? envelope(piece) : piece));
  const deadline = performance.now() + PATIENCE_MS;
  let outcome: Pick<SizedFrame, 'taken' | 'end'> | undefined;
  while (!outcome) {
    outcome = outcomeOf(await socket.next(deadline - performance.now()), sockJs);
  }
  socket.close();
  return { bytes, split, ...outcome };
}

/** What one message of the server says about the frame; undefined to wait on. */
function outcomeOf(incoming: Incoming, sockJs: boolean): Pick<SizedFrame, 'taken' | 'end'> | undefined {
  if ('closed' in incoming) return { taken: false, end: incoming.closed };
  if ('nothing' in incoming) return { taken: false, end: 'no answer' };
  const { text } = incoming;
  if (sockJs && text.startsWith('c')) return { taken: false, end: text.slice(0, 100) };
  const texts = sockJs ? (messages(text) ?? []) : [text];
  const answer = texts.map(parseStomp).find((found) => found !== undefined);
  if (answer?.command === 'CONNECTED') return { taken: true };
  return answer && { taken: false, end: `${answer.command} ${answer.headers.message ?? ''}` };
}

async function postOf(
  target: Target,
  path: string,
  bytes: number,
  { origin, headers }: Parameters<typeof sizes>[2],
): Promise<SizesEvidence['posts'][number]> {
  const session = sessionPath(path);
  const own = { 'Content-Type': 'text/plain', ...(origin ? { Origin: origin } : {}) };
  await exchange(target, { method: 'POST', path: `${session}/xhr`, headers: own });
  const { status, body } = await exchange(target, {
    method: 'POST',
    path: `${session}/xhr_send`,
    headers: own,
    body: envelope(padded(target, bytes, headers)),
  });
  return { bytes, status: status ?? 0, body: body.slice(0, 200) };
}

function padded(target: Target, bytes: number, headers: Readonly<Record<string, string>> = {}): string {
  const { hostname } = new URL(target.origin);
  return connectFrame(hostname, {
    ...headers,
    padding: 'x'.repeat(Math.max(0, bytes - connectFrame(hostname, headers).length - 'padding:\n'.length)),
  });
}
