import { Tally, type Clue, type Spot } from './clue';

/** Errors of servers that no known text explains; a stack trace counts as one, and is explained by any of its lines. */
export class ErrorLines {
  private readonly tally = new Tally();
  private last?: { readonly event: string; readonly spot: Spot };

  add(event: string, isError: boolean, isKnown: boolean, spot: Spot): void {
    if (this.last && (this.last.event !== event || isKnown)) {
      this.end(this.last.event === event);
    }
    if (isError && !isKnown) {
      this.last = { event, spot };
    }
  }

  /** All of them; undefined when there is none. */
  unknown(): Omit<Clue, 'codes' | 'detail'> | undefined {
    this.end(false);
    const { count, first, last, proofs } = this.tally.clue([]);
    return count > 0 ? { count, first, last, proofs } : undefined;
  }

  private end(isKnown: boolean): void {
    if (this.last && !isKnown) {
      this.tally.add(this.last.spot);
    }
    this.last = undefined;
  }
}
