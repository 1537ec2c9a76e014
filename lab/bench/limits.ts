import type { Result } from './measure';

/** A ratio that a change must not make worse: what was measured, with room for what a busy machine adds. */
interface Limit {
  readonly row: string;
  readonly candidate: string;
  readonly most: number;
}

/** What `--check` holds. */
export const LIMITS: readonly Limit[] = [
  { row: 'syscalls', candidate: 'ours tcp', most: 1.05 },
  { row: 'syscalls', candidate: 'ours unix', most: 1.25 },
  { row: 'idle', candidate: 'ours tcp', most: 0.95 },
  { row: 'host-idle', candidate: 'ours tomcat', most: 0.4 },
  { row: '1000x128', candidate: 'ours unix', most: 1 },
  { row: '100x8000', candidate: 'ours unix', most: 0.85 },
];

/** One line for each ratio that is above its limit. */
export function exceeded(results: readonly Result[]): string[] {
  return LIMITS.flatMap(({ row, candidate, most }) => {
    const measured = results.find((result) => result.row === row)?.measured.find((each) => each.candidate === candidate);
    if (!measured) return [`${row}: ${candidate} was not measured`];
    return measured.ratio <= most ? [] : [`${row}: ${candidate} is ${measured.ratio.toFixed(2)}, which should be at most ${most}`];
  });
}
