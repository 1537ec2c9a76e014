import type { Finding } from './finding';

/** A fallback session belongs to another user than its requests. */
export const sprPrincipal: Finding = {
  code: 'SPR-PRINCIPAL',
  hop: 'spring-boot',
  title: 'a fallback session belongs to another user than its requests',
  cause: 'Spring answers requests of a SockJS session only for the principal that opened it; a login or a refreshed token in between changes it.',
  why: 'After a login the fallbacks\' xhr_send is answered 404 without a body; a WebSocket goes on.',
  cure: 'Open a new SockJS connection after every login, logout and change of user',
  symptoms: [
    { seen: 'spring', text: 'The user for the session does not match the user for the request.' },
  ],
  source: ['https://github.com/spring-projects/spring-framework/blob/main/spring-websocket/src/main/java/org/springframework/web/socket/sockjs/transport/TransportHandlingSockJsService.java'],
  explains: ['xhr-polling'],
};
