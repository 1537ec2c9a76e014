import { since } from './dial';
import { exchange } from './exchange';
import { openLeftAlone, type LeftAlone } from './left-alone';
import { trimmed } from './sockjs';
import type { Target } from './target';

/** What happened while a deployment was watched. */
export interface WatchEvidence {
  /** Ends of sockets, in the order in which they came. */
  readonly ends: readonly { readonly atMs: number; readonly how: string }[];
  /** Answers that were no success, as they changed. */
  readonly failures: readonly { readonly atMs: number; readonly status: number; readonly body: string }[];
  /** The longest time without a good answer. */
  readonly gapMs: number;
  readonly asked: number;
  readonly watchedMs: number;
  readonly ms: number;
}

/** Asks again and again while somebody deploys: how do sockets end, and does the chain answer all the time? */
export async function watch(
  target: Target,
  path: string,
  options: LeftAlone & { readonly watchMs: number; readonly everyMs?: number },
): Promise<WatchEvidence> {
  const started = performance.now();
  const over = () => performance.now() - started >= options.watchMs;
  const ends: { atMs: number; how: string }[] = [];
  const failures: { atMs: number; status: number; body: string }[] = [];
  let asked = 0;
  let good = started;
  let gapMs = 0;
  const sockets = Array.from({ length: 3 }, async () => {
    while (!over()) {
      const how = await oneSocket(target, path, options, over);
      if (how !== undefined) {
        ends.push({ atMs: since(started), how });
      }
      await pause(options.everyMs ?? 500);
    }
  });
  const answers = (async () => {
    while (!over()) {
      const answer = await exchange(target, { path: options.sockJs ? `${trimmed(path)}/info` : path }, { timeoutMs: 4000 });
      const status = answer.status ?? 0;
      asked += 1;
      if (status === 0 || status >= 500) {
        failures.push(...(failures.at(-1)?.status === status ? [] : [{ atMs: since(started), status, body: answer.body.slice(0, 200) }]));
      } else {
        gapMs = Math.max(gapMs, failures.length > 0 ? since(good) : 0);
        good = performance.now();
      }
      await pause(options.everyMs ?? 500);
    }
    gapMs = Math.max(gapMs, failures.length > 0 ? since(good) : 0);
  })();
  await Promise.all([...sockets, answers]);
  return { ends: ends.slice(0, 50), failures: failures.slice(0, 50), gapMs, asked, watchedMs: options.watchMs, ms: since(started) };
}

async function oneSocket(target: Target, path: string, options: LeftAlone, over: () => boolean): Promise<string | undefined> {
  const socket = await openLeftAlone(target, path, options, { timeoutMs: 4000 });
  if (!socket) {
    return undefined;
  }
  const beat = setInterval(() => socket.beat(), 9000);
  try {
    while (!over()) {
      const incoming = await socket.next(500);
      if ('closed' in incoming) {
        return incoming.closed;
      }
    }
    return undefined;
  } finally {
    clearInterval(beat);
    socket.close();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
