import { closedWhenIdle, cutWhenIdle, speaksStomp } from '../../findings/outside-signatures';
import type { Evidence } from '../../findings/evidence';
import { hold, type HeldSocket, type HoldEvidence } from '../../probes/hold';
import { holdStream, type HeldStream } from '../../probes/hold-stream';
import { verdictOf, type Judgement } from '../answer';
import { asDirect } from './asking';
import { SOCKETS, WAY, type Asking, type ChainQuestion } from './question';

/** How long may a socket be silent, and how long may an event stream last? */
export const IDLE: ChainQuestion = {
  name: 'idle',
  hop: 'proxy',
  asked: ({ form }) => (form === 'sse' ? 'a stream that lasts' : 'silent sockets'),
  forms: [...SOCKETS, 'sse'],
  needs: [...WAY, 'websocket', 'event-stream'],
  behindLogin: true,
  last: true,
  applies: ({ chain }) => chain.idleMs !== undefined,
  probes: {
    hold: { when: ({ form }) => form !== 'sse', ask: askHold },
    holdStream: {
      when: ({ form }) => form === 'sse',
      ask: ({ chain, target, path, origin }) => holdStream(target, path, { origin, waitMs: chain.idleMs ?? 0 }),
    },
    holdDirect: {
      when: ({ chain, form }) => form !== 'sse' && chain.direct !== undefined,
      ask: (asking, known) => askHold(asDirect(asking) ?? asking, known),
    },
  },
  parts: [],
  read(evidence) {
    const { hold: held, holdStream: stream } = evidence;
    if (stream) {
      return readStream(stream);
    }
    if (!held) {
      return { verdict: 'undetermined', summary: 'no socket to hold' };
    }
    const { silent, oneWay, waitedMs, ms } = held;
    const sockets = [silent, oneWay];
    const felt =
      cutWhenIdle(evidence) !== undefined ||
      closedWhenIdle(evidence) !== undefined ||
      (oneWay.cutAfterMs !== undefined && !/without a close frame|RESET/i.test(oneWay.end ?? ''));
    return {
      verdict: verdictOf({ problem: felt, undetermined: !sockets.every(({ opened }) => opened) }),
      summary: `silent socket ${lifeOf(silent, waitedMs)}; client speaks ${lifeOf(oneWay, waitedMs)}`,
      ms,
    };
  },
};

function readStream(stream: HeldStream): Judgement {
  const { opened, cutAfterMs, complete, waitedMs, ms } = stream;
  if (!opened) {
    return { verdict: 'undetermined', summary: 'no stream to hold', ms };
  }
  if (cutAfterMs === undefined) {
    return { verdict: 'healthy', summary: `the stream lived ${Math.round(waitedMs / 1000)} s`, ms };
  }
  const seconds = (cutAfterMs / 1000).toFixed(1);
  return complete
    ? { verdict: 'undetermined', summary: `the application ended the stream after ${seconds} s`, ms }
    : { verdict: 'problem', summary: `the stream was cut after ${seconds} s, ${whyCut(stream)}`, ms };
}

/** Who waits for silence only does not cut a stream that has been as silent before. */
function whyCut({ silentMs, longestMs = 0 }: HeldStream): string {
  return silentMs !== undefined && silentMs <= longestMs
    ? `${(silentMs / 1000).toFixed(1)} s after its last event, so by a timeout for the whole answer`
    : 'by a timeout for silence, or for the whole answer';
}

function askHold({ chain, target, path, sockJs, origin }: Asking, known: Evidence): Promise<HoldEvidence> {
  const { idleMs = 0, connectHeaders } = chain;
  return hold(target, path, { sockJs, stomp: speaksStomp(known), origin, headers: connectHeaders, waitMs: idleMs });
}

function lifeOf({ opened, cutAfterMs, end }: HeldSocket, waitedMs: number): string {
  if (!opened) return 'did not open';
  return cutAfterMs === undefined ? `lived ${Math.round(waitedMs / 1000)} s` : `cut after ${(cutAfterMs / 1000).toFixed(1)} s, ${end}`;
}
