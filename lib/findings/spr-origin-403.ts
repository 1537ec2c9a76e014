import { CONNECTION_LOST, HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
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
  symptoms: [
    ...refusedWith(403),
    { seen: 'answer', text: 'Invalid CORS request' },
    { seen: 'spring', text: 'Origin header value \'<origin>\' not allowed.' },
    { seen: 'spring', text: 'Handshake request rejected, Origin header value <origin> not allowed' },
    ...CONNECTION_LOST,
    ...HIDDEN_BY_CORS,
  ],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/server.html#websocket-server-allowed-origins'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { info, handshake, origin, origins, page } = evidence;
    // Where the page is another one, it may be that the server takes only its own.
    const nobody = origins?.accepted.length === 0 || (page !== undefined && origins?.accepted.includes(origin ?? '') === true && !origins.accepted.includes(page));
    return (refusesOrigin(info) || refusesOrigin(handshake)) && nobody && (origins?.withoutOrigin === 101 || /Invalid CORS/.test(handshake?.body ?? ''));
  },
};
