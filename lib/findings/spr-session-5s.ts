import { SEND_404 } from './common-symptoms';
import type { Finding } from './finding';

/** Spring ends fallback sessions after 5 s without a receiving request. */
export const sprSession5s: Finding = {
  code: 'SPR-SESSION-5S',
  hop: 'spring-boot',
  title: 'Spring ends fallback sessions after 5 s without a receiving request',
  cause: 'A polling client that sleeps, or whose next poll takes longer than disconnectDelay (5 s), has no session any more.',
  why: 'Now and then an xhr_send is answered 404 without a body, most on phones, and the client starts again.',
  cure: 'Raise it: withSockJS().setDisconnectDelay(30_000)',
  symptoms: [
    ...SEND_404,
    { seen: 'spring', text: 'Session not found, sessionId=<id>. The session may have been closed' },
  ],
  paste: 'registry.addEndpoint("/ws-stomp").withSockJS().setDisconnectDelay(30_000);',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/fallback.html'],
  explains: ['xhr-polling'],
};
