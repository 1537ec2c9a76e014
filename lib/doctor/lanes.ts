import type { Stopwatch } from './trace';

/** Runs probes side by side, or gently one after the other where a chain counts requests. */
export class Lanes {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly stopwatch: Stopwatch, private readonly pauseMs?: number) {}

  /** Asks now, or when those before have been answered and a pause is over. */
  async ask<T>(probe: string, question: () => Promise<T>): Promise<T> {
    const { pauseMs } = this;
    if (pauseMs === undefined) {
      return this.stopwatch.run(probe, question);
    }
    const turn = this.last.then(() => new Promise((resolve) => setTimeout(resolve, pauseMs))).then(() => this.stopwatch.run(`${probe} (gently)`, question));
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
