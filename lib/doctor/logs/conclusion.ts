import type { FindingText } from '../../findings/finding';
import { textOf } from '../report';
import type { Proof } from './clue';
import type { Sighting } from './conclude';

/** A finding as a report on logs or recordings carries it. */
export type Seen = FindingText & {
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
  readonly proofs: readonly Proof[];
  readonly details: readonly string[];
  /** What else these lines can mean. */
  readonly orElse: readonly string[];
};

/** What was found, sorted by what it means. */
export interface Conclusion {
  /** What breaks first. */
  readonly cause?: Seen;
  readonly alsoFound: readonly Seen[];
  /** What follows from the cause, or is cured by the same lines. */
  readonly consequences: readonly Seen[];
  /** Worth knowing, breaks nothing. */
  readonly notices: readonly Seen[];
}

/** Tells the cause from what is broken besides, from what follows and from what breaks nothing. */
export function conclusionOf(sightings: readonly Sighting[]): Conclusion {
  const notices = sightings.filter(({ finding }) => finding.severity === 'notice');
  const grave = sightings.filter(({ finding }) => finding.severity !== 'notice');
  const causes = grave.filter(({ finding }) => !finding.symptom);
  const [cause, ...others] = causes.length > 0 ? causes : grave;
  const cured = others.filter(({ finding }) => cause.finding.alsoCures?.includes(finding.code));
  return {
    cause: cause && seen(cause),
    alsoFound: others.filter((each) => !cured.includes(each)).map(seen),
    consequences: [...cured, ...(causes.length > 0 ? grave.filter(({ finding }) => finding.symptom) : [])].map(seen),
    notices: notices.map(seen),
  };
}

function seen({ finding, count, first, last, proofs, details, orElse }: Sighting): Seen {
  return { ...textOf(finding), count, first, last, proofs, details, orElse };
}
