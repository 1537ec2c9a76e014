import type { Finding } from '../finding';
import { closedWhenIdle } from '../outside-signatures';

/** The server inside Spring Boot closes silent sockets. */
export const sprIdleClose: Finding = {
  code: 'SPR-IDLE-CLOSE',
  hop: 'spring-boot',
  title: 'the server inside Spring Boot closes silent sockets',
  cause:
    'Jetty closes a socket that was silent for 30 s (server.jetty.connection-idle-timeout), other servers after ' +
    'setMaxSessionIdleTimeout. No proxy sends a close frame with a code.',
  why: 'Jetty closes with 1001 "Connection Idle Timeout". Clients that send heartbeats often enough, and SockJS, are spared.',
  cure: 'Raise server.jetty.connection-idle-timeout above the longest silence, or agree on heartbeats of less than 30 s',
  symptoms: [{ seen: 'close', text: '1001 Connection Idle Timeout' }],
  paste: 'server.jetty.connection-idle-timeout=1h',
  source: ['https://docs.spring.io/spring-boot/appendix/application-properties/index.html#appendix.application-properties.server'],
  explains: ['websocket', 'stomp', 'idle'],
  refutedBy: ['lives in silence'],
  outside: '--idle',
  matches(evidence) {
    return closedWhenIdle(evidence) !== undefined;
  },
};
