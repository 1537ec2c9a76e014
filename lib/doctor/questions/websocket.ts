import type { Evidence } from '../../findings/evidence';
import { closedAtOnce } from '../../findings/signatures';
import { answersHttp, proxiesOf } from '../../findings/who/who';
import { deflate } from '../../probes/deflate';
import { afterProxyLine, front } from '../../probes/front';
import { h2cUpgrade } from '../../probes/h2c-upgrade';
import { handshake } from '../../probes/handshake';
import { http2Handshake } from '../../probes/http2-handshake';
import { infoOrigins, origins, STRANGER } from '../../probes/origins';
import { trimmed } from '../../probes/sockjs';
import { usesTls } from '../../probes/target';
import { UNSPOKEN_PROTOCOL } from '../../probes/stomp';
import { viteClient } from '../../probes/vite-client';
import { isAccessDecision, strangerRefused } from './access-decision';
import { offerOf, socketPath, WATCH_MS } from './asking';
import { FOUND_AT, OTHER_WAY } from './elsewhere';
import { SOCKETS, WAY, type ChainQuestion } from './question';
import { refusal } from './reading';

/** The connection was closed before an answer. */
function isCutOff(answer: Evidence['info'] | Evidence['handshake']): boolean {
  return answer !== undefined && answer.status === undefined && ['closed', 'reset'].includes(answer.failure?.kind ?? '');
}

/** Does a WebSocket open here, and stay open? */
export const WEBSOCKET: ChainQuestion = {
  name: 'websocket',
  hop: 'spring-boot',
  asked: ({ sockJs, path }) => (sockJs ? `${trimmed(path)}/…/websocket` : path),
  forms: SOCKETS,
  needs: WAY,
  probes: {
    handshake: {
      ask: (asking) =>
        handshake(
          asking.target,
          { path: socketPath(asking), origin: asking.origin, protocols: offerOf(asking) },
          asking.sockJs ? { awaitFrame: true } : { watchMs: WATCH_MS },
        ),
      directly: true,
      twice: true,
    },
    stranger: {
      ask: (asking) => handshake(asking.target, { path: socketPath(asking), origin: STRANGER, protocols: offerOf(asking) }),
    },
    deflate: {
      ask: (asking) => deflate(asking.target, asking.path, { sockJs: asking.sockJs, origin: asking.origin, protocols: offerOf(asking) }),
    },
    http2: { ask: (asking) => http2Handshake(asking.target, socketPath(asking)) },
    h2c: { ask: ({ target, path }) => h2cUpgrade(target, path) },
  },
  further: {
    origins: {
      when: (_, { handshake: socket, info }) => socket?.status === 403 || info?.status === 403,
      ask: (asking, { handshake: socket }) =>
        socket?.status === 403 ? origins(asking.target, () => socketPath(asking)) : infoOrigins(asking.target, asking.path),
    },
    viteClient: {
      when: (_, known) =>
        (known.handshake?.status !== 101 || known.info?.status === 403) && proxiesOf(known).length === 0 && answersHttp(known),
      ask: ({ target }) => viteClient(target),
    },
    otherWay: OTHER_WAY,
    foundAt: FOUND_AT,
    front: {
      when: (_, { info, handshake: socket, reach }) =>
        info?.failure?.kind === 'timeout' &&
        socket?.failure?.kind === 'timeout' &&
        (reach === undefined || reach.addresses.some(({ connected }) => connected)),
      ask: ({ target }) => front(target),
    },
    afterProxyLine: {
      // Of TLS the line would stand before the handshake.
      when: ({ target }, { info, handshake: socket }) => !usesTls(target) && isCutOff(socket) && (info === undefined || isCutOff(info)),
      ask: ({ target }) => afterProxyLine(target),
    },
  },
  parts: ['handshake'],
  isBroken: ({ handshake: socket }) => socket?.status !== 101,
  read(evidence) {
    const { handshake: socket, info, route, direct } = evidence;
    if (info?.websocket === false) {
      return { verdict: 'not-offered', summary: 'the application switched WebSocket off' };
    }
    if (socket && socket.status !== 101 && !evidence.login && isAccessDecision(evidence, socket)) {
      return strangerRefused(socket, direct?.handshake);
    }
    if (socket?.status !== 101) {
      return { verdict: 'problem', summary: refusal(socket), ms: socket?.ms };
    }
    const { acceptOk, failure, firstFrame, protocol, ms } = socket;
    if (!acceptOk) {
      return { verdict: 'problem', summary: '101, but Sec-WebSocket-Accept is wrong', ms };
    }
    const sockJs = route?.kind === 'sockjs';
    if (sockJs && firstFrame !== 'o') {
      return { verdict: 'problem', summary: `101, but no o frame${failure ? `: ${failure.message}` : ''}`, ms };
    }
    if (failure) {
      const verdict = closedAtOnce(socket) || evidence.login ? 'problem' : 'undetermined';
      return { verdict, summary: `101, and then ${failure.message}`, ms };
    }
    const spoken = protocol === UNSPOKEN_PROTOCOL ? undefined : protocol;
    const parts = ['101 Switching Protocols', 'Sec-WebSocket-Accept ok', sockJs ? 'o frame' : spoken];
    return { verdict: 'healthy', summary: parts.filter(Boolean).join(', '), ms };
  },
};
