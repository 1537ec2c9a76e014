import { CUT } from '../common-symptoms';
import type { Finding } from '../finding';

/** The application was stopped, which closes every socket. */
export const sprShutdown: Finding = {
  code: 'SPR-SHUTDOWN',
  hop: 'spring-boot',
  title: 'the application was stopped, which closes every socket',
  cause:
    'On SIGTERM Tomcat ends its sockets without a close frame (1006), Jetty closes silent ones with 1001 "Connection Idle Timeout", ' +
    'Undertow those of STOMP and SockJS with 1001, Netty all without a code (1005). A cdk-spring-websocket host has its companion close ' +
    'them first, all with 1001 "The host is leaving, connect again", spread over up to 10 s. Until the next start nginx answers 502.',
  why:
    'All clients lose their connection at each deployment. Without the companion it is in the same second, and on Netty each holds the ' +
    'stop for the whole grace period.',
  cure: 'Expected at a deployment: reconnect with jitter, take the host out of the load balancer first, allow 30 s to stop',
  symptoms: [
    { seen: 'close', text: '1001' },
    { seen: 'close', text: '1001 Connection Idle Timeout' },
    { seen: 'close', text: '1001 The host is leaving, connect again' },
    { seen: 'close', text: '1005' },
    { seen: 'spring', text: 'Commencing graceful shutdown. Waiting for active requests to complete' },
    ...CUT,
    { seen: 'client', text: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' },
  ],
  paste: ['server.shutdown=graceful', 'spring.lifecycle.timeout-per-shutdown-phase=20s'].join('\n'),
  source: ['https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html'],
  explains: ['message'],
  refutedBy: ['goes on while deployed'],
  outside: '--deploy <seconds>',
  severity: 'notice',
  matches(evidence) {
    return evidence.watch?.ends.some(({ how }) => /^closed with (?:1001|1005)/.test(how)) ?? false;
  },
};
