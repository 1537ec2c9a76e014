import { Tally, type Clue, type Spot } from './clue';

/** Failures that no finding explains, as they may be shown. */
export interface Unexplained extends Omit<Clue, 'codes' | 'detail'> {
  /** How many of how many, and with which status. */
  readonly what: string;
}

/** Counts requests of one kind, and with which statuses they failed. */
export class Failures {
  private total = 0;
  private readonly failed = new Map<string, Tally>();

  /** `what` names the kind in a sentence: "handshakes at /ws". */
  constructor(private readonly what: string) {}

  /** `how` is the status with which it failed, and what the proxy says of that; undefined where it did not fail. */
  add(how: string | undefined, spot: Spot): void {
    this.total += 1;
    if (how !== undefined) {
      const tally = this.failed.get(how) ?? new Tally();
      tally.add(spot);
      this.failed.set(how, tally);
    }
  }

  /** What remains without those statuses that a finding explains; single ones among many that succeed are normal. */
  unexplained(explained: ReadonlySet<string>): Unexplained[] {
    const rest = [...this.failed].filter(([how]) => !explained.has(how)).sort(([, a], [, b]) => b.count - a.count);
    const count = rest.reduce((sum, [, tally]) => sum + tally.count, 0);
    if (rest.length === 0 || !isCommon(count, this.total)) {
      return [];
    }
    const { first, last, proofs } = rest[0]![1].clue([]);
    const statuses = rest.map(([how, tally]) => (rest.length === 1 ? how : `${how} (${tally.count})`)).join(', ');
    return [{ what: `${count} of ${this.total} ${this.what} failed with ${statuses}, reason unknown`, count, first, last, proofs }];
  }
}

/** Strangers and scanners cause some failures on healthy routes too. */
export function isCommon(count: number, total: number): boolean {
  return count * 5 >= total && count >= Math.min(3, total / 2);
}
