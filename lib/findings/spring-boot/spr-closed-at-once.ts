import type { Finding } from '../finding';
import { closedAtOnce } from '../signatures';

/** The WebSocket opens and is closed at once. */
export const sprClosedAtOnce: Finding = {
  code: 'SPR-CLOSED-AT-ONCE',
  hop: 'spring-boot',
  title: 'the WebSocket opens and is closed at once',
  cause:
    'A gateway accepts WebSockets before it asks the application, as Spring Cloud Gateway (WebFlux) does, ' +
    'and the application is down, refuses the handshake or has no such path; or its handler closes the session itself.',
  why: 'Browsers see it open and close, and clients connect again and again. A check that stops at the 101 calls it healthy.',
  cure:
    'Open the application itself with the same Host and Origin, and correct what it answers; ' +
    "if only the gateway's Host is refused, keep the client's",
  paste: "filters: ['PreserveHostHeader']",
  symptoms: [{ seen: 'close', text: '1002 Protocol error' }],
  source: [
    'https://docs.spring.io/spring-cloud-gateway/reference/spring-cloud-gateway-server-webflux/gatewayfilter-factories/preservehostheader-factory.html',
  ],
  explains: ['websocket', 'stomp'],
  before: ['SPR-SUBPROTO'],
  refutedBy: ['frame'],
  matches({ handshake }) {
    return closedAtOnce(handshake);
  },
  detail({ handshake }) {
    return `101, and then ${handshake?.failure?.message}`;
  },
};
