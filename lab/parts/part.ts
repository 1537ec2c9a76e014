import type { Cloud } from '../cloud';
import type { Lab } from '../lab';

/** A part of the lab: what it shows is one table of lab/proof.md. */
export interface Part<Needs = Lab> {
  /** As it is called on the command line. */
  readonly name: string;
  readonly title: string;
  /** It is run only where it is named: its clients want the processors to themselves. */
  readonly byName?: boolean;
  run(needs: Needs): Promise<void>;
}

/** A part that a real account can be put to as well. */
export type CloudPart = Part<Cloud>;
