import { ACCEPT_ENCODING } from './content-coding';
import type { Failure } from './dial';
import { edgeOf } from './edge';
import { exchange } from './exchange';
import { header } from './http-reader';
import { sessionPath } from './sockjs';
import type { Target } from './target';

/** How a streamed answer came: at once, held back, or not. */
export interface StreamEvidence {
  readonly path: string;
  readonly status?: number;
  readonly contentType?: string;
  readonly contentEncoding?: string;
  readonly server?: string;
  /** What those on the way wrote into the answer, as `name: value`. */
  readonly via?: string;
  /** From the first packet to the end of the headers. */
  readonly headMs?: number;
  /** From the first packet to the first byte of the body. */
  readonly firstByteMs?: number;
  /** What was waited for came: SockJS's open frame, or for other event streams the first byte. */
  readonly opened: boolean;
  readonly openedMs?: number;
  /** How long was waited. */
  readonly waitedMs: number;
  readonly body: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** How long a stream may take until it is called held back. A browser's SockJS gives up after 0.6 s on a fast line. */
export const STREAM_PATIENCE_MS = 2500;

/** What one stream is asked for and how its opening is recognised. */
interface Stream {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly accept: string;
  readonly opened: (body: string) => boolean;
}

/** Asks: does SockJS's xhr-streaming deliver its open frame at once? */
export function xhrStreaming(target: Target, prefix: string, origin?: string, patienceMs?: number): Promise<StreamEvidence> {
  return openStream(
    target,
    { path: `${sessionPath(prefix)}/xhr_streaming`, method: 'POST', accept: '*/*', opened: (body) => /h{2048}\no\n/.test(body) },
    origin,
    patienceMs,
  );
}

/** The same without compression, which tells whether it is that which holds a stream back. */
export function uncompressedStreaming(target: Target, prefix: string, origin?: string, patienceMs?: number): Promise<StreamEvidence> {
  return xhrStreaming({ ...target, headers: { ...target.headers, 'Accept-Encoding': 'identity' } }, prefix, origin, patienceMs);
}

/** Asks: does SockJS's eventsource deliver its open frame at once? */
export function eventSource(target: Target, prefix: string, origin?: string, patienceMs?: number): Promise<StreamEvidence> {
  return openStream(
    target,
    { path: `${sessionPath(prefix)}/eventsource`, method: 'GET', accept: 'text/event-stream', opened: (body) => /data: o\r?\n/.test(body) },
    origin,
    patienceMs,
  );
}

/** Asks: do server-sent events of the application pass unbuffered? Its headers must come at once, its first event may take its time. */
export async function eventStream(target: Target, path: string, origin?: string, patienceMs?: number): Promise<StreamEvidence> {
  const evidence = await openStream(
    target,
    { path, method: 'GET', accept: 'text/event-stream', opened: (body) => body !== '' },
    origin,
    patienceMs,
  );
  const isStream = evidence.status === 200 && (evidence.contentType ?? '').startsWith('text/event-stream');
  return { ...evidence, opened: isStream, openedMs: isStream ? evidence.headMs : undefined };
}

async function openStream(
  target: Target,
  stream: Stream,
  origin: string | undefined,
  patienceMs = STREAM_PATIENCE_MS,
): Promise<StreamEvidence> {
  const answer = await exchange(
    target,
    {
      method: stream.method,
      path: stream.path,
      // As a browser asks: compression in front of a stream is one way to hold it back.
      headers: { Accept: stream.accept, 'Accept-Encoding': ACCEPT_ENCODING, ...(origin ? { Origin: origin } : {}), ...target.headers },
    },
    { timeoutMs: patienceMs, maxBytes: 16 * 1024 },
    stream.opened,
  );
  const opened = answer.status === 200 && stream.opened(answer.body);
  return {
    path: stream.path,
    status: answer.status,
    contentType: header(answer.headers, 'content-type'),
    contentEncoding: header(answer.headers, 'content-encoding'),
    server: header(answer.headers, 'server'),
    via: edgeOf(answer.headers),
    headMs: answer.headMs,
    firstByteMs: answer.firstByteMs,
    opened,
    openedMs: opened ? answer.ms : undefined,
    waitedMs: patienceMs,
    body: answer.body.replace(/h{10,}/, (beats) => `<${beats.length} x h>`).slice(0, 200),
    failure: answer.failure,
    ms: answer.ms,
  };
}
