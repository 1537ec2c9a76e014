import type { RouteFacts } from '../findings/evidence';
import { pathInError } from '../findings/outside-signatures';
import { isUnmappedPath } from '../findings/signatures';
import { isStompProtocol } from '../probes/stomp';
import type { Gathered } from './gather';
import type { Outside } from './outside';

/** What a route is: as its owner says, who sends messages to STOMP only, or as its answers show. Undefined when they show nothing. */
export function kindOf({ sockJs, raw }: Gathered, { kind: given, echo }: Pick<Outside, 'kind' | 'echo'>): RouteFacts['kind'] | undefined {
  if (given) {
    return given;
  }
  const { info, handshake: session } = sockJs;
  const { handshake, stomp, eventStream } = raw;
  if (info?.isInfo || session?.firstFrame === 'o' || eventStream?.body.startsWith('Welcome to SockJS')) {
    return 'sockjs';
  }
  if (/text\/event-stream/.test(eventStream?.contentType ?? '')) {
    return 'sse';
  }
  if (handshake?.status === 101) {
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
  const mapped = !changed && handshake?.status !== undefined && handshake.status < 500 && !isUnmappedPath(handshake) && handshake.status !== 404;
  return below ? 'sockjs' : mapped && isUnmappedPath(info) ? 'stomp' : undefined;
}
