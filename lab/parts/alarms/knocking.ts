import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../../lib/probes/target';
import { openWebSocket } from '../../../lib/probes/web-socket';

const CLIENTS = 12;
const STAYS_MS = 2000;
const PATH = '/echo';

/** Clients that come, stay for a while, and come again, each with a browser of its own. */
export class Knocking {
  private opened = 0;
  private failed = 0;
  private going = true;
  private readonly loops: Promise<void>[];

  constructor(target: Target) {
    this.loops = Array.from({ length: CLIENTS }, (_, index) => this.loop(browser(target, index)));
  }

  /** What became of handshakes since the last time: `240 handshakes opened, 0 failed`. */
  report(): { readonly opened: number; readonly failed: number; readonly text: string } {
    const { opened, failed } = this;
    this.opened = this.failed = 0;
    return { opened, failed, text: `${opened} handshakes opened, ${failed} failed` };
  }

  async stop(): Promise<void> {
    this.going = false;
    await Promise.all(this.loops);
  }

  private async loop(target: Target): Promise<void> {
    while (this.going) {
      const { socket } = await openWebSocket(target, { path: PATH, origin: target.origin });
      if (socket) this.opened++;
      else this.failed++;
      await sleep(STAYS_MS);
      socket?.close();
    }
  }
}

/** Holds sockets open until the end. */
export async function hold(target: Target, count: number): Promise<() => void> {
  const opened = await Promise.all(
    Array.from({ length: count }, (_, index) => openWebSocket(browser(target, index), { path: PATH, origin: target.origin })),
  );
  const sockets = opened.flatMap(({ socket }) => socket ?? []);
  if (sockets.length < count) throw new Error(`only ${sockets.length} of ${count} sockets opened`);
  return () => sockets.forEach((socket) => socket.close());
}

const browser = (target: Target, index: number): Target => ({ ...target, headers: { 'User-Agent': `Browser/${index}` } });
