import { CONNECTION_LOST, HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** The route is of the other kind: SockJS here, plain WebSocket there. */
export const cliEndpointMismatch: Finding = {
  code: 'CLI-ENDPOINT-MISMATCH',
  hop: 'client',
  title: 'the route is of the other kind: SockJS here, plain WebSocket there',
  cause: 'withSockJS() moves the real socket to /<path>/websocket and answers the bare path itself; without it there is no /info.',
  why: 'A raw client gets 400 (or 200) from a SockJS endpoint, a SockJS client 404 at /info from a raw one.',
  cure: 'Declare the route as what it is, or add (or drop) withSockJS(); raw clients of a SockJS endpoint use wss://host/path/websocket',
  symptoms: [
    ...refusedWith(400, 200),
    { seen: 'client', text: 'Invalid status code received: 200' },
    ...CONNECTION_LOST,
    ...HIDDEN_BY_CORS,
  ],
  source: ['https://github.com/spring-projects/spring-framework/issues/26933'],
  explains: ['info', 'websocket'],
  alsoCures: ['ROUTE-NOT-FOUND'],
  matches(evidence) {
    const { route, info, handshake, otherWay } = evidence;
    return (route?.kind === 'sockjs' && info?.isInfo === false && otherWay?.handshake?.status === 101) || (route?.kind !== 'sockjs' && handshake?.status !== 101 && otherWay?.info?.isInfo === true);
  },
};
