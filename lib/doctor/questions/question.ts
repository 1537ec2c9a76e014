import type { Hop } from '../../chain/hops';
import type { Evidence, Question, RouteFacts } from '../../findings/evidence';
import type { Target } from '../../probes/target';
import type { Judgement } from '../answer';
import type { Chain } from './chain';

/** As what a route is asked: its kind, or while nothing shows that, `plain` besides `sockjs`. */
export type Form = RouteFacts['kind'] | 'plain';

/** Every form of a route that opens a WebSocket. */
export const SOCKETS: readonly Form[] = ['sockjs', 'stomp', 'handler', 'plain'];

/** A chain as it is asked: through all of it, or directly at a hop farther in. */
export interface Asking {
  readonly chain: Chain;
  readonly form: Form;
  readonly sockJs: boolean;
  readonly target: Target;
  readonly path: string;
  /** The Origin of the page that connects. */
  readonly origin: string;
}

/** What is known as soon as another question has its evidence: one that stands before in the table. */
export type After = (question: Question) => Promise<Evidence>;

/** One probe of a question's. */
export interface Probe<T> {
  /** Whether to ask, by what is known then. */
  when?(asking: Asking, known: Evidence): boolean;
  ask(asking: Asking, known: Evidence, after: After): Promise<T>;
  /** A hop farther in is asked the same, to compare. */
  readonly directly?: true;
  /** A failure that came at once must come a second time to count. */
  readonly twice?: true;
}

/** Probes by the evidence that they bring. */
export type Probes = { readonly [Part in keyof Evidence]?: Probe<Evidence[Part]> };

/** What a good answer proves, and how the evidence reads: the verdict that it alone allows, and the line that a person sees. */
export interface Readable {
  readonly name: Question;
  /** The farthest hop that a good answer proves. */
  readonly hop: Hop;
  read(evidence: Evidence): Judgement;
}

/** One question to a running chain, with all that is known of it. */
export interface ChainQuestion extends Readable {
  /** In words. */
  asked(asking: Asking): string;
  /** The forms of a route to which it is put; without any it is about the chain as a whole. */
  readonly forms?: readonly Form[];
  /** On broken ground it would be in vain. */
  readonly needs: readonly Question[];
  /** A login guards it, as it guards the handshake. */
  readonly behindLogin?: true;
  /** It takes long or sends messages, so it is asked only where all else went well. */
  readonly last?: true;
  /** Whether it is put to this chain at all. */
  applies?(asking: Asking): boolean;
  /** All at once, as soon as the question's turn comes. */
  readonly probes: Probes;
  /** What is asked only because of an answer: each tells reasons apart. Again and again, until nothing is left to ask. */
  readonly further?: Probes;
  /** Whether its answer is listed, by all evidence. */
  isListed?(asking: Asking, evidence: Evidence): boolean;
  /** Parts of the evidence without which it was not asked. */
  readonly parts: readonly (keyof Evidence)[];
  /** What needs it is in vain; by default after a problem. */
  isBroken?(evidence: Evidence): boolean;
}

/** The way to the load balancer. */
export const WAY: readonly Question[] = ['dns', 'tcp', 'tls'];

/** What a fallback of SockJS's stands on. */
export const UNDER_INFO: readonly Question[] = [...WAY, 'info'];
