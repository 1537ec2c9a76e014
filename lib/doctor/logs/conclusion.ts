import { asSeen } from '../../findings/cures';
import type { FindingText } from '../../findings/finding';
import { findingOf } from '../../findings/registry';
import type { Proxy } from '../../findings/who/software';
import { causes, type Root } from '../causes';
import { textOf } from '../report';
import { possible, type Remaining as Shared } from '../remaining';
import type { Proof } from './clue';
import { isNotice, type Concluded, type Sighting } from './conclude';

/** A finding as a report on logs or recordings carries it. */
export type Seen = FindingText & {
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
  readonly proofs: readonly Proof[];
  readonly details: readonly string[];
  /** What follows from it, or is cured by the same lines. */
  readonly consequences?: readonly Seen[];
};

/** A line that several causes share, where nothing tells which of them it is. */
export interface Open extends Shared {
  /** Whether it says that something failed; a lost connection may be a user who left. */
  readonly isFailure: boolean;
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
  readonly proofs: readonly Proof[];
}

/** What was found, sorted by what it means. */
export interface Conclusion {
  /** What breaks first. */
  readonly cause?: Seen;
  readonly alsoFound: readonly Seen[];
  /** Worth knowing, breaks nothing. */
  readonly notices: readonly Seen[];
  /** What could not be told. */
  readonly remaining: readonly Open[];
}

/**
 * Tells the cause from what is broken besides, from what follows and from what breaks nothing. `proxies` are those that are known to
 * stand in the chain, whose cures are told.
 */
export function conclusionOf({ sightings, remaining }: Concluded, proxies: readonly Proxy[] = []): Conclusion {
  const seen = seenBefore(proxies);
  const grave = sightings.filter(({ finding }) => !isNotice(finding));
  const primary = grave.filter(({ finding }) => !finding.secondary);
  // What follows from something is the cause only where nothing else can be.
  const isOpen = remaining.some(({ isWeak }) => !isWeak);
  const named = primary.length > 0 || isOpen ? primary : grave;
  const roots = causes(named);
  const following = grave.filter((each) => !named.includes(each));
  const [cause, ...alsoFound] = roots.map(({ root, healed }) => ({
    ...seen(root),
    consequences: [...healed, ...following.filter((each) => followsFrom(each, roots) === root)].map(seen),
  }));
  return {
    cause,
    alsoFound,
    notices: sightings.filter((each) => isNotice(each.finding) || (roots.length === 0 && following.includes(each))).map(seen),
    remaining: remaining.map(({ shared, codes, count, first, last, proofs }) => ({
      text: shared.text,
      isFailure: shared.says === 'failure',
      count,
      first,
      last,
      proofs,
      possible: possible(
        codes.map((code) => findingOf(code)!),
        proxies,
      ),
    })),
  };
}

/** A failure of which every known cause is refuted: that something failed is all that is known. */
export function isUnknown({ isFailure, possible: causesLeft }: Open): boolean {
  return isFailure && causesLeft.length === 0;
}

/** A client falls back, reconnects or gives up because no WebSocket opens, where anything keeps it from that. */
function followsFrom({ finding }: Sighting, roots: readonly Root<Sighting>[]): Sighting {
  const shared = roots.find(({ root }) => root.finding.explains.some((question) => finding.explains.includes(question)));
  const socket = roots.find(({ root }) => root.finding.explains.includes('websocket'));
  return (shared ?? socket ?? roots[0]).root;
}

function seenBefore(proxies: readonly Proxy[]): (sighting: Sighting) => Seen {
  return ({ finding, count, first, last, proofs, details }) => ({
    ...textOf(asSeen(finding, proxies)),
    severity: isNotice(finding) ? 'notice' : undefined,
    count,
    first,
    last,
    proofs,
    details,
  });
}
