import type { Hop } from '../chain/hops';
import type { Evidence, Question } from '../findings/evidence';

/**
 * What became of a question. `undetermined` is a result of its own: it could not be told.
 * `not-offered` is the application's choice, `not-checked` the caller's; `not-reached` lies behind what is broken.
 */
export type Verdict = 'healthy' | 'problem' | 'undetermined' | 'not-offered' | 'not-checked' | 'not-reached';

/** What is wrong outweighs what cannot be told. */
export function verdictOf(what: { readonly problem: boolean; readonly undetermined: boolean }): 'healthy' | 'problem' | 'undetermined' {
  if (what.problem) return 'problem';
  return what.undetermined ? 'undetermined' : 'healthy';
}

/** One question, its evidence in a line, and its time. */
export interface Answer {
  readonly question: Question;
  /** The route's path, for questions about a route. */
  readonly route?: string;
  /** The farthest hop that a good answer proves. */
  readonly hop: Hop;
  /** What was asked, in words. */
  readonly asked: string;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly ms?: number;
}

/** The judgement of a question's own evidence, before findings are looked through. */
export type Judgement = { readonly verdict: Verdict; readonly summary: string; readonly ms?: number };

/** Answers and evidence about one route, or about the chain as a whole. */
export interface Examined {
  readonly evidence: Evidence;
  readonly answers: readonly Answer[];
}
