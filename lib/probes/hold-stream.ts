import { exchange } from './exchange';
import type { Target } from './target';

/** How long an event stream lives. */
export interface HeldStream {
  /** Its headers came, with status 200. */
  readonly opened: boolean;
  /** From the request to its end; absent when it outlived the wait. */
  readonly cutAfterMs?: number;
  /** The application ended it, as its last chunk shows. */
  readonly complete: boolean;
  /** From the last of several events to its end, and the longest silence before that. */
  readonly silentMs?: number;
  readonly longestMs?: number;
  readonly waitedMs: number;
  readonly ms: number;
}

/** Asks: is an event stream cut while nobody wants it to end? */
export async function holdStream(
  target: Target,
  path: string,
  { origin, waitMs }: { origin: string; waitMs: number },
): Promise<HeldStream> {
  const headers = { Accept: 'text/event-stream', Origin: origin };
  const heard: number[] = [];
  const listen = () => {
    heard.push(performance.now());
    return false;
  };
  const limits = { timeoutMs: waitMs, maxBytes: 16 * 1024 * 1024 };
  const { status, complete, failure, ms } = await exchange(target, { path, headers }, limits, listen);
  const ended = performance.now();
  const lived = failure?.kind === 'timeout';
  const gaps = heard.slice(1).map((at, index) => Math.round(at - heard[index]));
  return {
    opened: status === 200,
    cutAfterMs: lived ? undefined : ms,
    complete,
    ...(gaps.length > 0 ? { silentMs: Math.round(ended - heard.at(-1)!), longestMs: Math.max(...gaps) } : {}),
    waitedMs: waitMs,
    ms,
  };
}
