import type { Hop } from '../../chain/hops';
import type { Evidence, Question } from '../../findings/evidence';
import { proxyHop } from '../../findings/who/who';
import type { Answer, Judgement } from '../answer';
import { applies } from './ask-all';
import type { Asking, ChainQuestion } from './question';

/** What the questions so far allow the next ones: what cannot be asked on broken ground is not called broken. */
export class Ground {
  private readonly broken: Set<Question>;
  private guarded = false;

  /** What broke before any of these questions makes them all vain. */
  constructor(
    private readonly before?: Question,
    broken: Iterable<Question> = [],
  ) {
    this.broken = new Set(broken);
  }

  /** The same ground, for the questions to one route. */
  forRoute(): Ground {
    return new Ground(this.before, this.broken);
  }

  /** Why a question is not worth asking; undefined when it is. */
  inVain({ needs, behindLogin }: ChainQuestion): Judgement | undefined {
    if (this.guarded && behindLogin) {
      return { verdict: 'not-checked', summary: 'behind the login (--header or --query gives one)' };
    }
    const missing = this.before ?? needs.find((need) => this.broken.has(need));
    return missing && { verdict: 'not-reached', summary: `needs ${missing}` };
  }

  /** What became of a question, of which the next ones take note. */
  answer(question: ChainQuestion, asking: Asking, evidence: Evidence): Answer {
    const { name, hop } = question;
    const vain = this.inVain(question);
    const judgement = vain ?? judgementOf(question, evidence);
    // Whoever refuses a stranger's WebSocket refuses the other transports too, and that would tell nothing.
    this.guarded ||= name === 'websocket' && evidence.handshake?.status !== 101 && ['healthy', 'undetermined'].includes(judgement.verdict);
    const inVain = vain?.verdict === 'not-reached';
    if (inVain || (question.isBroken?.(evidence) ?? judgement.verdict === 'problem')) {
      this.broken.add(name);
    }
    return { question: name, hop: hop === 'proxy' ? placeOf(asking, evidence) : hop, asked: question.asked(asking), ...judgement };
  }
}

/** What the proxy's place is called: by its owner's word, or by what shows of it. */
function placeOf({ chain }: Asking, evidence: Evidence): Hop {
  return chain.proxy ?? proxyHop([evidence]);
}

/** Whether an answer is listed in a report at all. */
export function isListed(question: ChainQuestion, asking: Asking, evidence: Evidence): boolean {
  return applies(question, asking) && (question.isListed?.(asking, evidence) ?? true);
}

/** Where the time for asking gently was over, questions remain; so they do where the same was answered in two ways. */
function judgementOf({ name, parts, read }: ChainQuestion, evidence: Evidence): Judgement {
  const atFirst = evidence.atFirst?.[name];
  if (atFirst !== undefined) {
    const { summary, ms } = read(evidence);
    return { verdict: 'undetermined', summary: `${summary}; but when it was asked first: ${atFirst}`, ms };
  }
  const unasked = evidence.burst !== undefined && parts.some((part) => evidence[part] === undefined);
  return unasked
    ? { verdict: 'undetermined', summary: 'not asked: the chain counts requests, and asking one at a time took too long' }
    : read(evidence);
}
