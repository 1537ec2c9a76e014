import { CONNECTION_LOST, infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { refusesOrigin } from '../signatures';

/** Spring refuses the page's Origin. */
export const sprOrigin403: Finding = {
  code: 'SPR-ORIGIN-403',
  hop: 'spring-boot',
  title: "Spring refuses the page's Origin",
  cause: "The Origin is neither the server's own nor one of setAllowedOrigins.",
  why: 'Browsers show "Unexpected response code: 403" or a CORS error, and SockJS closes with 1002.',
  cure: 'Add setAllowedOrigins("https://<the page\'s host>") to the endpoint',
  symptoms: [
    ...infoAnswered(403),
    ...refusedWith(403),
    { seen: 'answer', text: 'Invalid CORS request' },
    { seen: 'spring', text: "Origin header value '<origin>' not allowed." },
    { seen: 'spring', text: 'Handshake request rejected, Origin header value <origin> not allowed' },
    ...CONNECTION_LOST,
  ],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/server.html#websocket-server-allowed-origins'],
  explains: ['info', 'websocket'],
  refutedBy: ['frame', 'refused by a proxy', 'refused before the proxy', 'refused without origin'],
  matches(evidence) {
    const { info, handshake, origin, origins, page } = evidence;
    // Where the page is another one, it may be that the server takes only its own.
    const nobody =
      origins?.accepted.length === 0 ||
      (page !== undefined && origins?.accepted.includes(origin ?? '') === true && !origins.accepted.includes(page));
    return (
      (refusesOrigin(info) || refusesOrigin(handshake)) &&
      nobody &&
      (origins?.withoutOrigin === 101 || /Invalid CORS/.test(handshake?.body ?? ''))
    );
  },
  detail: ({ origin, page }) => `Origin ${page ?? origin}`,
};
