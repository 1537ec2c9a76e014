import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How long messages may be on their way, and hosts without their engine. */
const PATIENCE_MS = 60_000;
const POLL_MS = 200;
/** More than what is looked for in a message. */
const LONGEST = 64;

/** How long messages took to their subscribers, in milliseconds. */
export interface Delays {
  readonly median: number;
  readonly p99: number;
}

/** Sends so many messages a second on one session; how many, and how late every subscriber heard each. */
export async function broadcast(
  say: (text: string) => void,
  subscribers: readonly Socket[],
  { perSecond, ms }: { readonly perSecond: number; readonly ms: number },
): Promise<{ count: number; delays: Delays }> {
  await allHear(say, subscribers);
  const delays: number[] = [];
  const ends = subscribers.map((socket) => {
    let rest = '';
    const hear = (data: Buffer) => {
      const now = performance.now();
      const text = rest + data.toString('latin1');
      for (const [, at] of text.matchAll(/at=([\d.]+);/g)) delays.push(now - Number(at));
      // A message may be cut in two wherever it is.
      rest = text.slice(text.lastIndexOf(';') + 1).slice(-LONGEST);
    };
    socket.on('data', hear);
    return () => socket.off('data', hear);
  });
  const started = performance.now();
  let count = 0;
  for (let elapsed = 0; elapsed < ms; elapsed = performance.now() - started) {
    for (; count < (elapsed * perSecond) / 1000; count += 1) say(`at=${performance.now()};${'.'.repeat(80)}`);
    await pause(1);
  }
  const due = count * subscribers.length;
  for (const end = performance.now() + PATIENCE_MS; delays.length < due && performance.now() < end; ) await pause(10);
  ends.forEach((end) => end());
  if (delays.length !== due) throw new Error(`of ${due} deliveries ${delays.length} came`);
  delays.sort((a, b) => a - b);
  return { count, delays: { median: delays[Math.floor(due / 2)], p99: delays[Math.floor(0.99 * due)] } };
}

/** Speaks until every subscriber has heard something: brokers know their subscribers then, and hosts each other. */
async function allHear(say: (text: string) => void, subscribers: readonly Socket[]): Promise<void> {
  const deaf = new Set(subscribers);
  const ends = subscribers.map((socket) => {
    const hear = () => void deaf.delete(socket);
    socket.on('data', hear);
    return () => socket.off('data', hear);
  });
  for (const end = performance.now() + PATIENCE_MS; deaf.size > 0 && performance.now() < end; await pause(POLL_MS))
    say('is anybody there?');
  ends.forEach((end) => end());
  if (deaf.size > 0) throw new Error(`${deaf.size} of ${subscribers.length} subscribers hear nothing`);
}
