import type { Evidence } from '../../findings/evidence';
import { closedAtOnce, isUnmappedPath } from '../../findings/signatures';
import { handshake } from '../../probes/handshake';
import { sockJsInfo } from '../../probes/sockjs-info';
import { TELLING_PROTOCOLS } from '../../probes/stomp';
import { offerOf, WATCH_MS } from './asking';
import type { Asking, Probe } from './question';

/** Prefixes under which applications live when a route is not where it was said to be. */
const OTHER_PREFIXES = ['/api', '/app', '/v1', '/api/v1', '/ws', '/websocket', '/backend', '/chat'];

/** Asked as the other kind of route: a plain handshake at one of SockJS, /info at a plain one. */
export const OTHER_WAY: Probe<Evidence['otherWay']> = {
  when: (asking, known) => known.otherWay === undefined && [200, 400, 404, 426].includes(badAnswer(asking, known)?.status ?? 0),
  ask: async ({ sockJs, target, path, origin }) =>
    sockJs
      ? { handshake: await handshake(target, { path, origin, protocols: TELLING_PROTOCOLS }, { watchMs: WATCH_MS }) }
      : { info: await sockJsInfo(target, path, origin) },
};

/** Where the route is instead: below a usual prefix, or without its own first part. */
export const FOUND_AT: Probe<Evidence['foundAt']> = {
  when: (asking, known) =>
    known.otherWay !== undefined &&
    !known.otherWay.info?.isInfo &&
    known.otherWay.handshake?.status !== 101 &&
    isUnmappedPath(badAnswer(asking, known)),
  async ask({ sockJs, form, target, path, origin }) {
    const shorter = /^\/[^/]+(\/.+)/.exec(path)?.slice(1) ?? [];
    const candidates = [...OTHER_PREFIXES.map((prefix) => prefix + (path === '/' ? '' : path)), ...shorter];
    const found = await Promise.all(
      candidates.map(async (candidate) => {
        const [info, socket] = await Promise.all([
          sockJs ? sockJsInfo(target, candidate, origin) : undefined,
          handshake(target, { path: candidate, origin, protocols: offerOf({ form }) }, { watchMs: WATCH_MS }),
        ]);
        return info?.isInfo || (socket.status === 101 && !closedAtOnce(socket)) ? candidate : undefined;
      }),
    );
    return found.find((candidate) => candidate !== undefined);
  },
};

/** The first answer that is not that of such a route. */
function badAnswer({ sockJs }: Asking, { info, handshake: socket }: Evidence) {
  if (sockJs && !info?.isInfo) {
    return info;
  }
  return socket?.status === 101 ? undefined : socket;
}
