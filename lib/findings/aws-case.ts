import type { AwsQuestion } from '../aws/questions';
import type { Hop } from '../chain/hops';

/** How a finding shows in what AWS tells: what of it, and what to change here, with the chain's own names. */
export interface AwsCase {
  /** Which question it answers with "problem". */
  readonly question: AwsQuestion;
  /** What of this chain it is. */
  readonly detail: string;
  /** Lines to paste, complete. */
  readonly paste?: string;
  /** A truer title or hop than the general one. */
  readonly title?: string;
  readonly hop?: Hop;
  /** From here it cannot be seen that it breaks anything. */
  readonly notice?: boolean;
}
