/** One line of lab/proof.md: what a reader can rely on, and how that was shown. */
export interface Claim {
  /** The part of the lab that shows it, such as `deploy`. */
  readonly part: string;
  /** Unique within its part, such as `listener-answers-404`. */
  readonly id: string;
  /** What a reader can rely on, one sentence. */
  readonly claim: string;
  /** How it was shown, one sentence. */
  readonly how: string;
  /** The parts of the chain that were the real thing. */
  readonly real?: readonly string[];
  /** The parts that stood in for something else: `load balancer: HAProxy`. */
  readonly standIn?: readonly string[];
}

/** A claim that cannot be shown where this runs, and why. */
export interface Unshowable extends Pick<Claim, 'part' | 'id' | 'claim'> {
  readonly why: string;
}

/** What came of a claim. */
export interface Shown extends Claim {
  readonly shown: boolean;
  /** A sentence with figures; the error where it was not shown. */
  readonly evidence: string;
  readonly seconds: number;
}

/** A number of this run that belongs to no single claim: a duration, a ratio, a size. */
export interface Figure {
  readonly part: string;
  readonly name: string;
  readonly value: string;
}

/** Everything that one run showed, as lab/proof.json holds it. */
export interface Record {
  readonly date: string;
  /** What ran: the commit and whether files differed from it; absent outside of a clone. */
  readonly commit?: string;
  readonly versions: Readonly<{ [program: string]: string }>;
  readonly parts: readonly { readonly name: string; readonly title: string; readonly seconds: number }[];
  readonly shown: readonly Shown[];
  readonly notShown: readonly Unshowable[];
  readonly figures: readonly Figure[];
}
