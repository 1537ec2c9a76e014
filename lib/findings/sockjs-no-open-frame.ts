import type { Finding } from './finding';

/** The socket opens but SockJS does not greet. */
export const sockjsNoOpenFrame: Finding = {
  code: 'SOCKJS-NO-OPEN-FRAME',
  hop: 'spring-boot',
  title: 'the socket opens but SockJS does not greet',
  cause: 'Something else than SockJS answers there, or the frames are held back.',
  why: 'Clients wait and fall back.',
  cure: 'Add withSockJS() to the endpoint, or declare the route as stomp or handler',
  source: ['org.springframework.web.socket.sockjs.support.AbstractSockJsService'],
  explains: ['websocket'],
  symptom: true,
  onHost: true,
  matches(evidence) {
    const { route, handshake } = evidence;
    return route?.kind === 'sockjs' && handshake?.status === 101 && handshake.firstFrame !== 'o';
  },
};
