import type { Finding } from '../finding';

/** The application refuses STOMP CONNECT. */
export const sprCsrf: Finding = {
  code: 'SPR-CSRF',
  hop: 'spring-boot',
  title: 'the application refuses STOMP CONNECT',
  cause:
    'Spring Security expects a CSRF token or a login in the CONNECT frame, or message security does not allow the destination; ' +
    'an interceptor of the application that throws looks the same.',
  why: 'CONNECT is answered with ERROR "Failed to send message to ExecutorSubscribableChannel".',
  cure: 'Send the login with --connect-header; in the application disable CSRF for the route or send its token',
  symptoms: [
    { seen: 'frame', text: 'Failed to send message to ExecutorSubscribableChannel[clientInboundChannel]' },
    { seen: 'spring', text: 'org.springframework.security.web.csrf.MissingCsrfTokenException' },
    { seen: 'spring', text: 'org.springframework.security.web.csrf.InvalidCsrfTokenException' },
    { seen: 'spring', text: 'Failed to send client message to application via MessageChannel in session <id>' },
    { seen: 'spring', text: 'Failed to send message to MessageChannel in session <id>' },
    { seen: 'spring', text: 'Failed to send message to ExecutorSubscribableChannel[clientInboundChannel]' },
  ],
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html#websocket-sameorigin-csrf'],
  explains: ['stomp', 'message'],
  refutedBy: ['delivered'],
  severity: 'notice',
  refusesStrangers: true,
  matches(evidence) {
    const { stomp } = evidence;
    return (
      stomp?.command === 'ERROR' &&
      /Failed to send message to ExecutorSubscribableChannel|AccessDenied|Access is denied|CSRF/i.test(stomp.error ?? '')
    );
  },
};
