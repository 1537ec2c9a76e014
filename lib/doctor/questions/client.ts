import type { Evidence } from '../../findings/evidence';
import { handshake } from '../../probes/handshake';
import { sockJsInfo } from '../../probes/sockjs-info';
import { socketPath } from './asking';
import { UNDER_INFO, type Asking, type ChainQuestion } from './question';
import { deadlineMs, sockJsClient } from './sockjs-client';

/** Which transport does a browser's SockJS client end up with, by what the probes met? */
export const CLIENT: ChainQuestion = {
  name: 'client',
  hop: 'client',
  asked: () => 'which transport',
  forms: ['sockjs'],
  needs: UNDER_INFO,
  behindLogin: true,
  probes: {},
  further: {
    again: { when: (_, known) => wantsAgain(known), ask: askAlone },
    client: {
      when: (_, known) => known.info?.isInfo === true && !(wantsAgain(known) && known.again === undefined),
      ask: async (_, known) => sockJsClient(known),
    },
  },
  parts: ['handshake', 'xhrStreaming', 'eventSource', 'polling'],
  read({ client, info }) {
    const { transport, afterMs = 0, steps = [] } = client ?? {};
    const wanted = info?.websocket === false ? undefined : 'websocket';
    const before = steps
      .filter(({ outcome }) => outcome !== 'opens' && outcome !== 'not offered')
      .map(({ transport: name, outcome }) => `${name} ${outcome}`);
    const summary = transport
      ? `a SockJS client ends up with ${transport} after ${(afterMs / 1000).toFixed(1)} s${before.length ? ` (${before.join(', ')})` : ''}`
      : `no transport works for a SockJS client (${before.join(', ')})`;
    return { verdict: transport === undefined || (wanted && transport !== wanted) ? 'problem' : 'healthy', summary };
  },
};

/** What a browser waits for follows from a lonely /info; a handshake that came late among many is asked once more alone too. */
function wantsAgain(known: Evidence): boolean {
  return known.info?.isInfo === true && (!isOpened(known) || isLate(known));
}

function isOpened({ handshake: socket }: Evidence): boolean {
  return socket?.status === 101 && socket.firstFrame === 'o';
}

/** Among many, /info is slow too: what counts is how much slower the handshake was. */
function isLate({ info, handshake: socket }: Evidence): boolean {
  const took = socket?.firstFrameMs ?? socket?.ms ?? 0;
  return took > deadlineMs(0) && took > 2 * (info?.ms ?? 0);
}

async function askAlone(asking: Asking, known: Evidence): Promise<Evidence['again']> {
  const { target, path, origin } = asking;
  const { ms } = await sockJsInfo(target, path, origin);
  const again = isOpened(known) ? await handshake(target, { path: socketPath(asking), origin }, { awaitFrame: true }) : undefined;
  return { infoMs: ms, handshakeMs: again && (again.firstFrameMs ?? again.ms), status: again?.status };
}
