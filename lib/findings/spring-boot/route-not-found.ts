import { sockJsAnswered, STREAMS } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { isElsewhere, isUnmappedPath } from '../signatures';

/** The application has no such path. */
export const routeNotFound: Finding = {
  code: 'ROUTE-NOT-FOUND',
  hop: 'spring-boot',
  title: 'the application has no such path',
  cause: "The route's path is not the one in registerStompEndpoints or addHandler, or that configuration class is not active.",
  why: 'The application answers 404.',
  cure: 'Compare with registry.addEndpoint and server.servlet.context-path; sockJs is for withSockJS(), otherwise stomp or handler',
  symptoms: [...sockJsAnswered(STREAMS, 404), ...infoAnswered(404), ...refusedWith(404), { seen: 'answer', text: 'Whitelabel Error Page' }],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/enable.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['101', 'frame', 'info', 'direct 101', 'refused by a proxy', 'refused before the proxy'],
  onHost: true,
  matches(evidence) {
    const { info, handshake, eventStream, direct } = evidence;
    return (
      !info?.isInfo &&
      !isElsewhere(evidence) &&
      (eventStream?.status === 404 ||
        (handshake?.status === 404 && direct?.handshake?.status === 404) ||
        // of a route that may be no SockJS it is also what a handshake meets that lost its Upgrade
        (evidence.route?.kind === 'sockjs' && evidence.kindGiven !== false && isUnmappedPath(info)))
    );
  },
};
