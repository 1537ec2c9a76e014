import { printable } from '../printable';
import { redactLine } from './redact-line';
import { millis } from './when';

/** A line that proves something, as it may be shown. */
export interface Proof {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** A line where it stands. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly when?: string;
}

/** Something seen in logs, and the codes that it can mean, the likeliest first. */
export interface Clue {
  readonly codes: readonly string[];
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
  readonly proofs: readonly Proof[];
  /** What the numbers say, where it is not a line but many that prove it. */
  readonly detail?: string;
  /** Present where it is a text that its codes share, so that none of them is shown by it alone. */
  readonly shared?: SharedText;
}

/** A text that many causes share. */
export interface SharedText {
  readonly text: string;
  /** A lost connection is what follows from everything, so every other line says more. */
  readonly says: 'little' | 'failure';
  /** The path of the first address in the line. */
  readonly path?: string;
}

const MAX_PROOFS = 3;
const MAX_SHOWN = 300;

/** Counts one kind of line; keeps the first few of them, and when the first and the last were written. */
export class Tally {
  count = 0;
  private readonly proofs: Proof[] = [];
  private earliest?: { readonly at: number; readonly when: string };
  private latest?: { readonly at: number; readonly when: string };

  add({ file, line, text, when }: Spot): void {
    this.count += 1;
    if (this.proofs.length < MAX_PROOFS) {
      this.proofs.push({ file, line, text: own(shown(text)) });
    }
    const at = millis(when);
    if (at !== undefined && when !== undefined) {
      this.earliest = this.earliest && this.earliest.at <= at ? this.earliest : { at, when: own(when) };
      this.latest = this.latest && this.latest.at > at ? this.latest : { at, when: own(when) };
    }
  }

  clue(codes: readonly string[], detail?: string): Clue {
    return {
      codes,
      count: this.count,
      first: this.earliest?.when,
      last: this.latest?.when,
      proofs: this.proofs,
      detail: detail && printable(redactLine(detail)),
    };
  }
}

/** A line as it may be shown: short, printable, without secrets. */
function shown(text: string): string {
  const clean = printable(redactLine(text.slice(0, 4 * MAX_SHOWN)));
  return clean.length > MAX_SHOWN ? `${clean.slice(0, MAX_SHOWN - 1)}…` : clean;
}

/** A copy: a piece of a string would keep all that was read with it in memory. */
function own(text: string): string {
  return Buffer.from(text).toString();
}
