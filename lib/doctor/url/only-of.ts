import type { Evidence } from '../../findings/evidence';
import type { ChainQuestion } from '../questions/question';

/** Of evidence what the probes of these questions bring. */
export function onlyOf(questions: readonly ChainQuestion[], { direct, ...evidence }: Evidence): Evidence {
  const parts = new Set(questions.flatMap(({ probes }) => Object.keys(probes)));
  const only = <T extends object>(all: T) => Object.fromEntries(Object.entries(all).filter(([part]) => parts.has(part))) as T;
  return { ...only(evidence), ...(direct ? { direct: only(direct) } : {}) };
}
