import { CONNECTION_LOST, HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { wantsLogin } from './signatures';

/** Somebody has to log in before the handshake. */
export const sprSecurity401: Finding = {
  code: 'SPR-SECURITY-401',
  hop: 'spring-boot',
  title: 'a login is asked for before the handshake',
  cause: 'Spring Security, an interceptor, or a load balancer that authenticates guards the route, and browsers cannot set headers on a WebSocket.',
  why: 'Clients without a session see 401 or are sent to a login page; nothing is wrong for those who have one.',
  cure: 'For guests: permitAll on the route and a login in STOMP CONNECT; to check it with a login, give --header or --query',
  symptoms: [
    ...refusedWith(401, 302),
    ...HIDDEN_BY_CORS,
    ...CONNECTION_LOST,
  ],
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html'],
  explains: ['info', 'websocket'],
  severity: 'notice',
  matches(evidence) {
    const { login, info, handshake } = evidence;
    return !login && (wantsLogin(info) || wantsLogin(handshake));
  },
};
