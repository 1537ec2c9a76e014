import { QUESTIONS } from '../findings/evidence';
import type { Finding } from '../findings/finding';
import { firstStep } from '../findings/importance';
import type { Answer } from './answer';

/** Something with a finding, and what the cure of it heals besides. */
export interface Root<T> {
  readonly root: T;
  readonly healed: readonly T[];
}

/** What is to be changed, in the order given, each with those that need no change of their own after it. */
export function causes<T extends { readonly finding: Finding }>(found: readonly T[]): Root<T>[] {
  const rootOf = (each: T, seen: readonly T[] = []): T => {
    const healer = found.find((other, at) => cures(other, each) && (!cures(each, other) || at < found.indexOf(each)));
    return healer === undefined || seen.includes(healer) ? each : rootOf(healer, [...seen, each]);
  };
  return found
    .filter((each) => rootOf(each) === each)
    .map((root) => ({ root, healed: found.filter((each) => each !== root && rootOf(each) === root) }));
}

function cures({ finding }: { readonly finding: Finding }, { finding: other }: { readonly finding: Finding }): boolean {
  return finding.alsoCures?.includes(other.code) ?? false;
}

/**
 * What an answer that went wrong follows from: the cause that explains it, by itself or by what it heals, else the nearest one before
 * it on its route. What has none before it sums up the others, as the state of a stack does.
 */
export function hungOn<T extends { readonly finding: Finding; readonly routes: readonly string[] }>(
  { question, route }: Pick<Answer, 'question' | 'route'>,
  roots: readonly Root<T>[],
): T | undefined {
  const here = roots.filter(({ root: { routes } }) => route === undefined || routes.length === 0 || routes.includes(route));
  const explains = ({ root, healed }: Root<T>) => [root, ...healed].some(({ finding }) => finding.explains.includes(question));
  const before = here.filter(({ root: { finding } }) => firstStep(finding) <= QUESTIONS.indexOf(question));
  return (here.find(explains) ?? before.at(-1) ?? here[0])?.root;
}
