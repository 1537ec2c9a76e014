import type { Finding } from '../finding';

/** The WebSocket opens, but the SockJS open frame does not arrive. */
export const sockjsNoOpenFrame: Finding = {
  code: 'SOCKJS-NO-OPEN-FRAME',
  hop: 'spring-boot',
  title: 'the WebSocket opens, but the SockJS open frame does not arrive',
  cause: 'The endpoint is not a SockJS endpoint, or the frames are buffered on their way.',
  why: 'Clients wait for the open frame, then try the fallbacks.',
  cure: 'Add withSockJS() to the endpoint, or declare the route as stomp or handler',
  source: ['org.springframework.web.socket.sockjs.support.AbstractSockJsService'],
  explains: ['websocket'],
  refutedBy: ['frame'],
  secondary: true,
  onHost: true,
  matches(evidence) {
    const { route, handshake } = evidence;
    return route?.kind === 'sockjs' && handshake?.status === 101 && handshake.firstFrame !== 'o';
  },
};
