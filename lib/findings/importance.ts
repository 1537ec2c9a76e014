import { distance, type Hop } from '../chain/hops';
import { QUESTIONS, type Question } from './evidence';
import type { Finding } from './finding';
import { FINDINGS } from './registry';

/**
 * Puts the cause first: the earliest step, then the hop nearest to the client, then what a finding says itself;
 * what only follows from something last.
 */
export function byImportance(a: Finding, b: Finding): number {
  const secondary = Number(a.secondary ?? false) - Number(b.secondary ?? false);
  return secondary || firstStep(a) - firstStep(b) || distance(placeOf(a)) - distance(placeOf(b)) || depth(a.code) - depth(b.code);
}

/** Where it is in the chain: a proxy stands where nginx does. */
export function placeOf({ hop }: Pick<Finding, 'hop'>): Hop {
  return hop === 'proxy' ? 'nginx' : hop;
}

/** The earliest question that it answers with "problem". */
export function firstStep({ explains }: Pick<Finding, 'explains'>): number {
  return Math.min(QUESTIONS.length, ...explains.map((question: Question) => QUESTIONS.indexOf(question)));
}

/** The codes of those that say of themselves that they come before this one. */
export function predecessors(code: string): readonly string[] {
  return FINDINGS.filter(({ before }) => before?.includes(code)).map((finding) => finding.code);
}

const depths = new Map<string, number>();

/** How many come before it, one before the other. */
function depth(code: string): number {
  const known = depths.get(code) ?? Math.max(0, ...predecessors(code).map((each) => depth(each) + 1));
  depths.set(code, known);
  return known;
}
