import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { CONNECTION_LOST, infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { asksForSession } from '../outside-signatures';
import { wantsLogin } from '../signatures';

/** The handshake needs a login. */
export const sprSecurity401: Finding = {
  code: 'SPR-SECURITY-401',
  hop: 'spring-boot',
  title: 'the handshake needs a login',
  cause: 'Spring Security or an interceptor protects the route, and browsers cannot set headers on a WebSocket.',
  why: 'Clients without a session get 401 or a redirect to the login page; for clients with a session nothing is wrong.',
  cure: 'For anonymous clients: permitAll on the route and a login in STOMP CONNECT; to check with a login, add --header or --query',
  symptoms: [
    ...sockJsAnswered(AFTER_INFO, 401, 403),
    ...infoAnswered(401, 403),
    ...refusedWith(401, 302),
    { seen: 'client', text: 'Failed to handle HTTP response code [401]' },
    ...CONNECTION_LOST,
  ],
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html'],
  explains: ['info', 'websocket'],
  refutedBy: ['frame', 'a login', 'refused by a proxy', 'refused before the proxy'],
  severity: 'notice',
  refusesStrangers: true,
  matches(evidence) {
    const { login, info, handshake } = evidence;
    return !login && [info, handshake].some((answer) => wantsLogin(answer) && !asksForSession(answer));
  },
};
