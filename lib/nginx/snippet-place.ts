/** The block of ours that the text goes into. */
export type SnippetContext = 'http' | 'server' | 'location';

/** Why a directive is not taken, and what to write instead. */
export interface Refusal {
  readonly problem: string;
  readonly instead: string;
}

/** Where a directive stands: in which kind of block, and whether that block is ours or the consumer's. */
export interface Place {
  readonly context: SnippetContext;
  readonly ours: boolean;
  /** Below an `if`. */
  readonly conditional?: boolean;
}
