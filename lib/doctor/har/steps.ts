import type { Transport } from '../logs/socket-path';
import type { Asked, Attempt } from './attempt';

/** What became of one transport that a client tried. */
export interface Step {
  readonly transport: Transport;
  readonly outcome: 'open' | 'refused' | 'given up' | 'failed' | 'answered';
  readonly status?: number;
  /** The browser's word on a failure. */
  readonly failure?: string;
  /** How long until it was open, or given up; of a socket how long it lived. */
  readonly ms?: number;
  /** How many requests it took. */
  readonly requests: number;
  /** Where they stand in the recording. */
  readonly entries: readonly number[];
}

/** An attempt as its steps, in the order in which they began, and what carried messages in the end. */
export interface Session {
  readonly url: string;
  readonly startedAt: string;
  readonly steps: readonly Step[];
  /** Absent when none opened. */
  readonly transport?: Transport;
  /** From the first request until the transport was open. */
  readonly connectedMs?: number;
}

const CARRIERS: readonly Transport[] = ['websocket', 'xhr_streaming', 'eventsource', 'htmlfile', 'xhr', 'jsonp'];

/** Tells an attempt as people read it. */
export function sessionOf(attempt: Attempt): Session {
  const order = [...new Set(attempt.asked.map(({ transport }) => transport))];
  const steps = order.map((transport) =>
    step(
      attempt,
      attempt.asked.filter((asked) => asked.transport === transport),
    ),
  );
  const open = steps.filter(({ transport, outcome }) => CARRIERS.includes(transport) && outcome === 'open').at(-1);
  const first = attempt.asked[0].entry.at;
  const opener = open && attempt.asked.find(({ transport }) => transport === open.transport)?.entry;
  const readyMs =
    opener && opener.at - first + (open.transport === 'websocket' ? firstMessageMs(opener) : (opener.waitMs ?? opener.ms ?? 0));
  return {
    url: attempt.origin + attempt.route,
    startedAt: first > 0 ? new Date(first).toISOString() : '',
    steps,
    transport: open?.transport,
    connectedMs: readyMs === undefined ? undefined : Math.max(0, Math.round(readyMs)),
  };
}

/** A client that goes on to another transport has given this one up; one that was cut by the recording's end has not. */
export function wasGivenUp(attempt: Attempt, { entry, transport }: Asked): boolean {
  return (
    entry.status === undefined &&
    attempt.asked.some((later) => later.entry.at > entry.at && later.transport !== transport && later.transport !== 'xhr_send')
  );
}

function step(attempt: Attempt, asked: readonly Asked[]): Step {
  const [{ entry, transport }] = asked;
  const common = {
    transport,
    status: entry.status,
    failure: entry.failure,
    ms: entry.ms === undefined ? undefined : Math.round(entry.ms),
    requests: asked.length,
    entries: asked.slice(0, 5).map(({ index }) => index),
  };
  if (!CARRIERS.includes(transport)) {
    const bad = asked.find(({ entry: { status } }) => status !== undefined && status >= 400)?.entry;
    const answered = bad ? 'refused' : 'answered';
    return {
      ...common,
      status: bad?.status ?? entry.status,
      outcome: entry.status === undefined ? 'failed' : answered,
    };
  }
  return { ...common, outcome: carrierOutcome(attempt, asked[0]) };
}

function carrierOutcome(attempt: Attempt, asked: Asked): Step['outcome'] {
  const { status } = asked.entry;
  const isSocket = asked.transport === 'websocket';
  if (status !== undefined) return status === (isSocket ? 101 : 200) ? 'open' : 'refused';
  return !isSocket && wasGivenUp(attempt, asked) ? 'given up' : 'failed';
}

function firstMessageMs({ messages, at, waitMs }: Asked['entry']): number {
  const first = messages.find(({ sent }) => !sent);
  return first && first.at >= at ? first.at - at : (waitMs ?? 0);
}
