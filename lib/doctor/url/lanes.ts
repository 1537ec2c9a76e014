import type { Asker } from '../questions/ask-all';
import type { Stopwatch } from './trace';

/** Runs probes side by side. */
export class Lanes implements Asker {
  constructor(private readonly stopwatch: Stopwatch) {}

  ask<T>(probe: string, question: () => Promise<T>): Promise<T> {
    return this.stopwatch.run(probe, question);
  }
}

/** Runs probes one after the other, where a chain counts requests. It has so much time: after that nothing more is asked. */
export class GentleLane implements Asker {
  private last: Promise<unknown> = Promise.resolve();
  private readonly started = performance.now();

  constructor(
    private readonly stopwatch: Stopwatch,
    private readonly pauseMs: number,
    private readonly budgetMs: number,
  ) {}

  ask<T>(probe: string, question: () => Promise<T>): Promise<T | undefined> {
    const turn = this.last.then(() => this.afterPause(() => this.stopwatch.run(`${probe} (gently)`, question)));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async afterPause<T>(question: () => Promise<T>): Promise<T | undefined> {
    if (performance.now() - this.started + this.pauseMs > this.budgetMs) {
      return undefined;
    }
    await new Promise((resolve) => setTimeout(resolve, this.pauseMs));
    return question();
  }
}
