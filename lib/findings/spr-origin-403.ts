import type { Finding } from './finding';
import { refusesOrigin } from './signatures';

/** Spring refuses the page's Origin. */
export const sprOrigin403: Finding = {
  code: 'SPR-ORIGIN-403',
  hop: 'spring-boot',
  title: 'Spring refuses the page\'s Origin',
  cause: 'The Origin is neither the server\'s own nor in setAllowedOrigins.',
  why: 'Browsers show "Unexpected response code: 403" or a CORS text, and SockJS closes with 1002.',
  cure: 'setAllowedOrigins("https://<the page\'s host>") on the endpoint',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/server.html#websocket-server-allowed-origins'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { info, handshake, origins } = evidence;
    return (refusesOrigin(info) || refusesOrigin(handshake)) && origins?.accepted.length === 0 && (origins.withoutOrigin === 101 || /Invalid CORS/.test(handshake?.body ?? ''));
  },
};
