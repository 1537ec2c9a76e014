import { Tally, type Clue, type Spot } from '../clue';
import { isCommon } from '../failures';
import type { ProxyEnd } from './proxy-end';

/** Counts how proxies ended the requests of one kind. */
export class ProxyEnds {
  private readonly met = new Map<string, { readonly end: ProxyEnd; readonly tally: Tally }>();
  private total = 0;

  /** `what` names the kind in a sentence: "handshakes at /ws". */
  constructor(private readonly what: string) {}

  add(end: ProxyEnd | undefined, spot: Spot): void {
    this.total += 1;
    if (end && end.codes.length > 0) {
      const known = this.met.get(end.word) ?? { end, tally: new Tally() };
      known.tally.add(spot);
      this.met.set(end.word, known);
    }
  }

  clues(): Clue[] {
    return [...this.met.values()]
      .filter(({ tally }) => isCommon(tally.count, this.total))
      .map(({ end: { codes, word, meaning }, tally }) =>
        tally.clue(codes, `${tally.count} of ${this.total} ${this.what}: ${word}, ${meaning}`),
      );
  }
}
