import type { Finding } from './finding';
import { whoAnswered } from './who-answered';

/** The application refuses the POSTs of SockJS's fallbacks. */
export const sprCsrfPost: Finding = {
  code: 'SPR-CSRF-POST',
  hop: 'spring-boot',
  title: 'the application refuses the POSTs of SockJS\'s fallbacks',
  cause: 'Spring Security asks every POST for a CSRF token, and SockJS sends none.',
  why: 'The WebSocket works; xhr, xhr_streaming and xhr_send are answered 403.',
  cure: 'Exempt the route from CSRF; the check of the Origin protects it',
  symptoms: [
    { seen: 'client', text: 'POST <url>/xhr_send<params> 403' },
  ],
  paste: 'http.csrf((csrf) -> csrf.ignoringRequestMatchers("/ws-stomp/**"));',
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html#websocket-sockjs-csrf'],
  explains: ['xhr-streaming', 'xhr-polling'],
  matches(evidence) {
    const { polling, xhrStreaming, info, handshake } = evidence;
    const byItself = xhrStreaming === undefined || ['spring', 'unknown'].includes(whoAnswered(xhrStreaming));
    return info?.isInfo === true && handshake?.status === 101 && polling?.openStatus === 403 && byItself;
  },
};
