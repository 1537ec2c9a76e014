import type { Finding } from './finding';

/** The application refuses CONNECT. */
export const sprCsrf: Finding = {
  code: 'SPR-CSRF',
  hop: 'spring-boot',
  title: 'the application refuses CONNECT',
  cause: 'Spring Security wants a CSRF token or a login in the CONNECT frame.',
  why: 'CONNECT is answered with ERROR "Failed to send message to ExecutorSubscribableChannel".',
  cure: 'Give the login with --connect-header; in the application exempt the route from CSRF or send its token',
  symptoms: [
    { seen: 'frame', text: 'Failed to send message to ExecutorSubscribableChannel[clientInboundChannel]' },
    { seen: 'spring', text: 'org.springframework.security.web.csrf.MissingCsrfTokenException' },
    { seen: 'spring', text: 'org.springframework.security.web.csrf.InvalidCsrfTokenException' },
  ],
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html#websocket-sameorigin-csrf'],
  explains: ['stomp', 'message'],
  severity: 'notice',
  matches(evidence) {
    const { stomp } = evidence;
    return stomp?.command === 'ERROR' && /Failed to send message to ExecutorSubscribableChannel|AccessDenied|Access is denied|CSRF/i.test(stomp.error ?? '');
  },
};
