import { POSTS, sockJsAnswered } from '../sockjs-requests';
import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';

/** Spring Security refuses the POSTs of SockJS's fallbacks. */
export const sprCsrfPost: Finding = {
  code: 'SPR-CSRF-POST',
  hop: 'spring-boot',
  title: "Spring Security refuses the POSTs of SockJS's fallbacks",
  cause: 'Spring Security expects a CSRF token in every POST, and SockJS sends none.',
  why: 'The WebSocket works; xhr, xhr_streaming and xhr_send are answered 403.',
  cure: 'Disable CSRF protection for the route; the check of the Origin header protects it',
  symptoms: [...sockJsAnswered(POSTS, 403)],
  paste: 'http.csrf((csrf) -> csrf.ignoringRequestMatchers("/ws-stomp/**"));',
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html#websocket-sockjs-csrf'],
  explains: ['xhr-streaming', 'xhr-polling'],
  refutedBy: ['stream'],
  matches(evidence) {
    const { polling, xhrStreaming, info, handshake } = evidence;
    const byItself = xhrStreaming === undefined || ['spring', 'unknown'].includes(whoAnswered(xhrStreaming));
    return info?.isInfo === true && handshake?.status === 101 && polling?.openStatus === 403 && byItself;
  },
};
