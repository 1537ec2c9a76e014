import { findingOf } from '../../findings/registry';
import type { Finding } from '../../findings/finding';
import { byImportance } from '../../findings/importance';
import { curesAll, mostTelling, type SharedLine } from '../../findings/weigh';
import type { Clue, Proof, SharedText } from './clue';
import { unrefuted, type SeenOpen } from './refute';
import { millis } from './when';

/** A finding that logs prove, and the lines that do. */
export interface Sighting {
  readonly finding: Finding;
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
  readonly proofs: readonly Proof[];
  readonly details: readonly string[];
}

const MAX_PROOFS = 5;

/** A line that several causes share, and those of them that remain. */
export type Remaining = Omit<Clue, 'detail'> & SharedLine & { readonly shared: SharedText };

/** What clues come to. */
export interface Concluded {
  /** The cause first. */
  readonly sightings: readonly Sighting[];
  /** What none of them explains. */
  readonly remaining: readonly Remaining[];
}

const NOTHING_OPEN: SeenOpen = { routes: new Set(), frames: false };

/**
 * From clues to findings. A line of one cause proves it; one of several means what another line proves, or what cures them all, and
 * remains open else.
 */
export function conclude(clues: readonly Clue[], seen: SeenOpen = NOTHING_OPEN): Concluded {
  const known = clues.filter(({ codes }) => codes.length > 0).map((clue) => unrefuted(clue, seen));
  const proved = new Set(known.filter((clue) => clue.codes.length === 1 && !clue.shared).map(({ codes }) => codes[0]));
  const byCode = new Map<string, Sighting>();
  const open: Remaining[] = [];
  for (const clue of known) {
    const code = clue.codes.find((each) => proved.has(each)) ?? curesAll(clue.codes.map((each) => findingOf(each)!))?.code;
    if (code === undefined || (clue.codes.length === 1 && !proved.has(code))) {
      const shared = sharedBy(clue);
      open.push({ ...clue, shared, isWeak: shared.says === 'little' });
    } else {
      byCode.set(code, merged(byCode.get(code), { ...clue, finding: findingOf(code)!, details: clue.detail ? [clue.detail] : [] }));
    }
  }
  const sightings = [...byCode.values()].sort((a, b) => byImportance(a.finding, b.finding));
  return {
    sightings,
    remaining: mostTelling(
      open,
      sightings.some(({ finding }) => !isNotice(finding)),
    ),
  };
}

/** The text that several causes share: what was counted, where it is not one line. */
function sharedBy({ shared, detail, proofs }: Clue): SharedText {
  return shared ?? { text: detail ?? proofs[0]?.text ?? '', says: 'failure' };
}

/** What strangers meet on healthy chains is a problem where users met it. */
export function isNotice({ severity, refusesStrangers }: Finding): boolean {
  return severity === 'notice' && !refusesStrangers;
}

function merged(a: Sighting | undefined, { finding, count, first, last, proofs, details }: Sighting): Sighting {
  if (!a) {
    return { finding, count, first, last, proofs, details };
  }
  return {
    finding,
    count: a.count + count,
    first: earlier(a.first, first),
    last: earlier(a.last, last) === a.last ? (last ?? a.last) : a.last,
    proofs: [...a.proofs, ...proofs.filter((proof) => !a.proofs.some((own) => own.file === proof.file && own.line === proof.line))].slice(
      0,
      MAX_PROOFS,
    ),
    details: [...a.details, ...details],
  };
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return (millis(a) ?? Infinity) <= (millis(b) ?? Infinity) ? (a ?? b) : b;
}
