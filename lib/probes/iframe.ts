import type { Failure } from './dial';
import { exchange } from './exchange';
import { header } from './http-reader';
import { trimmed } from './sockjs';
import type { Target } from './target';

/** SockJS's iframe page: a help for browsers of long ago, refused by Spring as soon as origins are restricted. */
export interface IframeEvidence {
  readonly status?: number;
  readonly server?: string;
  readonly frameOptions?: string;
  readonly empty: boolean;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks: what do the two iframe transports of a browser's cascade meet? */
export async function iframe(target: Target, prefix: string): Promise<IframeEvidence> {
  const answer = await exchange(target, { path: `${trimmed(prefix)}/iframe.html` });
  return {
    status: answer.status,
    server: header(answer.headers, 'server'),
    frameOptions: header(answer.headers, 'x-frame-options'),
    empty: answer.body === '',
    failure: answer.failure,
    ms: answer.ms,
  };
}
