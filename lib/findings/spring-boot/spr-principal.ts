import type { Finding } from '../finding';

/** The user changed within a SockJS fallback session. */
export const sprPrincipal: Finding = {
  code: 'SPR-PRINCIPAL',
  hop: 'spring-boot',
  title: 'the user changed within a SockJS fallback session',
  cause: 'Spring accepts requests of a SockJS session only from the user that opened it; a login or a refreshed token changes the user.',
  why: 'After a login xhr_send is answered 404 without a body; a WebSocket continues.',
  cure: 'Open a new SockJS connection after every login, logout and change of user',
  symptoms: [{ seen: 'spring', text: 'The user for the session does not match the user for the request.' }],
  source: [
    'https://github.com/spring-projects/spring-framework/blob/main/spring-websocket/src/main/java/org/springframework/web/socket/sockjs/transport/TransportHandlingSockJsService.java',
  ],
  explains: ['xhr-polling'],
  refutedBy: ['sent'],
};
