import type { Finding } from '../finding';

/** No STOMP frame within a minute of connecting. */
export const cliNoFirstMsg: Finding = {
  code: 'CLI-NO-FIRST-MSG',
  hop: 'client',
  title: 'no STOMP frame within a minute of connecting',
  cause:
    'Spring closes a session that has sent nothing 60 s after it opened: health checks, plain sockets, clients that never send CONNECT.',
  why: "Close code 4500 after 60 s, or a line in Spring's log.",
  cure: 'Send CONNECT as soon as the socket opens, or give those clients an endpoint of their own; setTimeToFirstMessage changes the 60 s',
  symptoms: [
    { seen: 'spring', text: 'No messages received after <n> ms. Closing' },
    { seen: 'close', text: '4500' },
  ],
  source: [
    'https://docs.spring.io/spring-framework/docs/current/javadoc-api/org/springframework/web/socket/config/annotation/WebSocketTransportRegistration.html',
  ],
  explains: ['stomp'],
  refutedBy: ['frame'],
  severity: 'notice',
};
