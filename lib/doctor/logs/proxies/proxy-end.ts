/** How a proxy says that it ended a request by itself. */
export interface ProxyEnd {
  /** The proxy's own word, such as "HAProxy SC--". */
  readonly word: string;
  /** What it means. */
  readonly meaning: string;
  /** What it comes from, the likeliest first; none where the word says all. */
  readonly codes: readonly string[];
}
