import { CONNECTION_LOST, infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { closedAtOnce } from '../signatures';

/** The client speaks plain WebSocket and the endpoint SockJS, or the other way round. */
export const cliEndpointMismatch: Finding = {
  code: 'CLI-ENDPOINT-MISMATCH',
  hop: 'client',
  title: 'the client speaks plain WebSocket and the endpoint SockJS, or the other way round',
  cause: 'withSockJS() moves the WebSocket to /<path>/websocket and answers the path itself with a greeting; without it there is no /info.',
  why: 'A plain client gets 400 (or 200) from a SockJS endpoint, a SockJS client gets 404 at /info from a plain one.',
  cure:
    'Declare the route as what it is, or add (or remove) withSockJS(); ' +
    'plain clients of a SockJS endpoint use wss://host/path/websocket',
  symptoms: [
    ...infoAnswered(404),
    ...refusedWith(400, 200),
    { seen: 'client', text: 'Invalid status code received: 200' },
    ...CONNECTION_LOST,
  ],
  source: ['https://github.com/spring-projects/spring-framework/issues/26933'],
  explains: ['info', 'websocket'],
  refutedBy: ['info', 'frame', 'same when direct', 'no other way'],
  matches(evidence) {
    const { route, info, handshake, otherWay } = evidence;
    return (
      (route?.kind === 'sockjs' && info?.isInfo === false && otherWay?.handshake?.status === 101 && !closedAtOnce(otherWay.handshake)) ||
      (route?.kind !== 'sockjs' && handshake?.status !== 101 && otherWay?.info?.isInfo === true)
    );
  },
};
