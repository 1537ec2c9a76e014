import type { Claim, Figure, Record, Shown, Unshowable } from './claim';

/** Hears of each claim as soon as it is decided. */
export type Listener = (outcome: Shown | Unshowable) => void;

/** Collects what a run shows. A claim that fails does not end the run: the next one may still be shown. */
export class Proof {
  private readonly outcomes: Shown[] = [];
  private readonly unshowable: Unshowable[] = [];
  private readonly numbers: Figure[] = [];
  private readonly programs: { [program: string]: string } = {};
  private readonly durations: { name: string; title: string; seconds: number }[] = [];

  constructor(private readonly tell: Listener = () => undefined) {}

  /** Shows a claim: `check` returns the evidence in a sentence, or throws. Whether it was shown. */
  async show(claim: Claim, check: () => Promise<string> | string): Promise<boolean> {
    const started = performance.now();
    let shown = true;
    let evidence: string;
    try {
      evidence = await check();
    } catch (error) {
      shown = false;
      evidence = error instanceof Error ? error.message : String(error);
    }
    this.unique(claim);
    this.outcomes.push({ ...claim, shown, evidence: evidence.trim(), seconds: secondsSince(started) });
    this.tell(this.outcomes[this.outcomes.length - 1]);
    return shown;
  }

  /** Says what cannot be shown here and why. */
  notShown(claim: Unshowable): void {
    this.unique(claim);
    this.unshowable.push(claim);
    this.tell(claim);
  }

  /** Keeps a number of this run. */
  figure(part: string, name: string, value: string): void {
    this.numbers.push({ part, name, value });
  }

  /** Keeps the version of a program that took part. */
  version(program: string, version: string): void {
    this.programs[program] = version;
  }

  /** Runs a part; what it throws outside of its claims is a claim that failed. */
  async part(name: string, title: string, run: () => Promise<void>): Promise<void> {
    const started = performance.now();
    const duration = { name, title, seconds: 0 };
    this.durations.push(duration);
    try {
      await run();
    } catch (error) {
      await this.show({ part: name, id: 'ran-to-its-end', claim: `The part "${name}" ran to its end.`, how: 'The lab ran it.' }, () =>
        Promise.reject(error as Error),
      );
    }
    duration.seconds = secondsSince(started);
  }

  /** How many claims were shown. */
  get succeeded(): number {
    return this.outcomes.filter(({ shown }) => shown).length;
  }

  /** How many claims were not. */
  get failed(): number {
    return this.outcomes.length - this.succeeded;
  }

  /** Everything so far. */
  record(date: string, commit?: string): Record {
    return {
      date,
      commit,
      versions: this.programs,
      parts: this.durations,
      shown: this.outcomes,
      notShown: this.unshowable,
      figures: this.numbers,
    };
  }

  private unique({ part, id }: Pick<Claim, 'part' | 'id'>): void {
    if ([...this.outcomes, ...this.unshowable].some((other) => other.part === part && other.id === id)) {
      throw new Error(`the claim ${part}/${id} is there twice: give each claim of a part an id of its own`);
    }
  }
}

function secondsSince(started: number): number {
  return Math.round((performance.now() - started) / 100) / 10;
}
