import { Tally, type Clue, type Spot } from './clue';

/** A cut comes when the time-out has run out, counted from the last frame: a little later than the whole number. */
const LATE = 0.5;
/** How far around it other sockets are counted, to know what chance would give. */
const AROUND = 5.5;
const STEP = 0.1;
const MAX_SECONDS = 4100;
/** What people and products set. Every other number would sooner or later stand out by chance. */
const ROUND = [5, 10, 15, 20, 30, 45, 60, 75, 90, 100, 120, 150, 180, 240, 300, 350, 600, 900, 1200, 1800, 3600, 4000];

/**
 * Finds an idle timeout by the ages at which sockets end: people close theirs at any time, a timeout closes
 * all of them at the same. Only round timeouts are believed.
 */
export class IdleCuts {
  private readonly ages = new Map<number, number>();
  private readonly spots = new Map<number, Tally>();
  private total = 0;

  /** A socket that ended, after so many seconds. */
  add(seconds: number, spot: Spot): void {
    if (seconds > MAX_SECONDS) {
      return;
    }
    this.total += 1;
    const step = Math.floor(seconds / STEP + 1e-6);
    this.ages.set(step, (this.ages.get(step) ?? 0) + 1);
    const whole = Math.floor(seconds);
    if (ROUND.includes(whole) && seconds - whole < LATE) {
      const tally = this.spots.get(whole) ?? new Tally();
      tally.add(spot);
      this.spots.set(whole, tally);
    }
  }

  /** The timeouts that stand out. Two hops have one, and both are 60 s unless they are set. */
  clues(): Clue[] {
    return [...this.spots]
      .filter(([whole, { count }]) => this.standsOut(whole, count))
      .map(([whole, tally]) =>
        tally.clue(
          ['PROXY-IDLE-60', 'ALB-IDLE-60'],
          `${tally.count} of ${this.total} sockets ended after ${whole} s, within half a second of each other`,
        ),
      );
  }

  private standsOut(whole: number, count: number): boolean {
    const expected = this.expected(whole, count);
    return count >= 3 && count * 100 >= this.total && count > 5 * expected + 4 * Math.sqrt(expected);
  }

  private expected(whole: number, own: number): number {
    let around = 0;
    for (let step = Math.max(0, Math.round((whole - AROUND) / STEP)); step < (whole + AROUND) / STEP; step++) {
      around += this.ages.get(step) ?? 0;
    }
    return ((around - own) * LATE) / (2 * AROUND - LATE);
  }
}
