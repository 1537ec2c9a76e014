import { findingOf } from '../../findings/registry';
import type { Finding } from '../../findings/finding';
import { byImportance } from '../judge';
import type { Clue, Proof } from './clue';
import { millis } from './when';

/** A finding that logs prove, and the lines that do. */
export interface Sighting {
  readonly finding: Finding;
  readonly count: number;
  readonly first?: string;
  readonly last?: string;
  readonly proofs: readonly Proof[];
  readonly details: readonly string[];
  /** What else these lines can mean. */
  readonly orElse: readonly string[];
}

const MAX_PROOFS = 5;

/** From clues to findings, the cause first. A line that can mean several things means what another line proves, else what is likeliest. */
export function conclude(clues: readonly Clue[]): Sighting[] {
  const known = clues.map((clue) => ({ ...clue, codes: clue.codes.filter((code) => findingOf(code)) })).filter(({ codes }) => codes.length > 0);
  const proven = new Set(known.filter(({ codes }) => codes.length === 1).map(({ codes }) => codes[0]));
  const byCode = new Map<string, Sighting>();
  for (const clue of known) {
    const code = clue.codes.find((each) => proven.has(each)) ?? clue.codes[0];
    const orElse = proven.has(code) ? [] : clue.codes.filter((each) => each !== code);
    byCode.set(code, merged(byCode.get(code), { ...clue, finding: findingOf(code)!, details: clue.detail ? [clue.detail] : [], orElse }));
  }
  return [...byCode.values()].sort((a, b) => byImportance(a.finding, b.finding));
}

function merged(a: Sighting | undefined, { finding, count, first, last, proofs, details, orElse }: Sighting): Sighting {
  if (!a) {
    return { finding, count, first, last, proofs, details, orElse };
  }
  return {
    finding,
    count: a.count + count,
    first: earlier(a.first, first),
    last: earlier(a.last, last) === a.last ? (last ?? a.last) : a.last,
    proofs: [...a.proofs, ...proofs.filter((proof) => !a.proofs.some((own) => own.file === proof.file && own.line === proof.line))].slice(0, MAX_PROOFS),
    details: [...a.details, ...details],
    orElse: [...new Set([...a.orElse, ...orElse])],
  };
}

function earlier(a: string | undefined, b: string | undefined): string | undefined {
  return (millis(a) ?? Infinity) <= (millis(b) ?? Infinity) ? (a ?? b) : b;
}
