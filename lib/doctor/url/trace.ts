/** One probe's time, in milliseconds since the examination began. */
export interface Span {
  readonly probe: string;
  readonly from: number;
  readonly to: number;
}

/** When each probe ran: what shows that they run side by side. */
export interface Trace {
  readonly spans: readonly Span[];
  readonly totalMs: number;
  readonly slowest?: { readonly probe: string; readonly ms: number };
}

/** Writes down when probes begin and end. */
export class Stopwatch {
  private readonly started = performance.now();
  private readonly spans: Span[] = [];

  /** Runs a probe and keeps its time. */
  async run<T>(probe: string, ask: () => Promise<T>): Promise<T> {
    const from = this.now();
    try {
      return await ask();
    } finally {
      this.spans.push({ probe, from, to: this.now() });
    }
  }

  get trace(): Trace {
    const spans = [...this.spans].sort((a, b) => a.from - b.from || a.to - b.to);
    const slowest = spans.reduce<Span | undefined>(
      (most, span) => (most && most.to - most.from >= span.to - span.from ? most : span),
      undefined,
    );
    return { spans, totalMs: this.now(), slowest: slowest && { probe: slowest.probe, ms: slowest.to - slowest.from } };
  }

  private now(): number {
    return Math.round(performance.now() - this.started);
  }
}
