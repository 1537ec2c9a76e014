import type { Finding } from './finding';

/** Connected, but no STOMP frame within a minute. */
export const stompNoFirstMsg: Finding = {
  code: 'STOMP-NO-FIRST-MSG',
  hop: 'client',
  title: 'connected, but no STOMP frame within a minute',
  cause: 'Spring closes sessions that have not sent anything 60 s after they opened: health pingers, raw sockets, clients that never send CONNECT.',
  why: 'Close 4500 after 60 s, or a line in Spring\'s log.',
  cure: 'Send CONNECT as soon as the socket opens, or give those clients an endpoint of their own; setTimeToFirstMessage changes the minute',
  symptoms: [
    { seen: 'spring', text: 'No messages received after <n> ms. Closing' },
    { seen: 'close', text: '4500' },
  ],
  source: ['https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/web/socket/config/annotation/WebSocketTransportRegistration.html'],
  explains: ['stomp'],
  severity: 'notice',
};
