import type { Evidence, RouteFacts } from '../../findings/evidence';
import { closedAtOnce, isUnmappedPath, pathInError } from '../../findings/signatures';
import { isStompProtocol } from '../../probes/stomp';
import type { Chain } from '../questions/chain';

/** What a route says when it is asked as a SockJS endpoint, and as a plain one. */
export interface Gathered {
  readonly sockJs: Evidence;
  readonly raw: Evidence;
  /** It was asked in both ways. */
  readonly both?: boolean;
}

/** What a route is, as its answers show; who sends messages sends them to STOMP. Undefined when they show nothing. */
export function kindOfRoute({ sockJs, raw }: Gathered, { echo }: Pick<Chain, 'echo'>): RouteFacts['kind'] | undefined {
  const { info, handshake: session } = sockJs;
  const { handshake, stomp, eventStream } = raw;
  if (info?.isInfo || session?.firstFrame === 'o' || eventStream?.body.startsWith('Welcome to SockJS')) {
    return 'sockjs';
  }
  if (/text\/event-stream/.test(eventStream?.contentType ?? '')) {
    return 'sse';
  }
  const behind = raw.direct?.handshake;
  if (handshake?.status !== 101 && behind?.status === 101) {
    return isStompProtocol(behind.protocol) ? 'stomp' : 'handler';
  }
  // What is accepted and then closed may be a gateway's word alone: an answer of /info says more.
  const unproved = closedAtOnce(handshake) && info?.status !== 404;
  if (handshake?.status === 101 && !unproved) {
    return echo || ['CONNECTED', 'ERROR'].includes(stomp?.command ?? '') || isStompProtocol(handshake.protocol) ? 'stomp' : 'handler';
  }
  // Spring's handshake handler stands at the path itself, and nothing below it.
  const handler = handshake?.status === 426 || /"Upgrade" only|"Connection" must be/.test(handshake?.body ?? '');
  const below = /"Upgrade" only|"Connection" must be/.test(session?.body ?? '');
  if (handler && !below) {
    return 'stomp';
  }
  // A path that was changed on the way says nothing about what is mapped.
  const changed = pathInError(info?.body) !== undefined && pathInError(info?.body) !== info?.path;
  const mapped =
    !changed && handshake?.status !== undefined && handshake.status < 500 && !isUnmappedPath(handshake) && handshake.status !== 404;
  if (below) {
    return 'sockjs';
  }
  return mapped && isUnmappedPath(info) ? 'stomp' : undefined;
}
