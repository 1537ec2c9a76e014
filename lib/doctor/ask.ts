import type { Evidence } from '../findings/evidence';
import type { Answer, Examined, Judgement } from './answer';

/** Hears what is being asked and what came of it, while the examination goes on. */
export interface Progress {
  asking?(question: Pick<Answer, 'question' | 'route' | 'hop' | 'asked'>): void;
  answered?(answer: Answer): void;
}

/** Puts one question: runs its probe, adds what that found, reads it. */
export async function ask(
  question: Pick<Answer, 'question' | 'route' | 'hop' | 'asked'>,
  evidence: Evidence,
  probe: () => Promise<Partial<Evidence>>,
  read: (evidence: Evidence) => Judgement,
  progress: Progress,
): Promise<Examined> {
  progress.asking?.(question);
  const more = { ...evidence, ...(await probe()) };
  const answer: Answer = { ...question, ...read(more) };
  progress.answered?.(answer);
  return { evidence: more, answers: [answer] };
}
