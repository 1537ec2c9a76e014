import { SEND_404 } from '../common-symptoms';
import type { Finding } from '../finding';

/** Spring ends a fallback session after 5 s without a receiving request. */
export const sprSession5s: Finding = {
  code: 'SPR-SESSION-5S',
  hop: 'spring-boot',
  title: 'Spring ends a fallback session after 5 s without a receiving request',
  cause: 'A client that sleeps, or whose next poll comes later than disconnectDelay (5 s), loses its session.',
  why: 'An xhr_send is answered 404 without a body now and then, mostly on phones, and the client reconnects.',
  cure: 'Raise it: withSockJS().setDisconnectDelay(30_000)',
  symptoms: [...SEND_404, { seen: 'spring', text: 'Session not found, sessionId=<id>. The session may have been closed' }],
  paste: 'registry.addEndpoint("/ws-stomp").withSockJS().setDisconnectDelay(30_000);',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/fallback.html'],
  explains: ['xhr-polling'],
  refutedBy: ['sent'],
};
