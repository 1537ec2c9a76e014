import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { closedByApplication, isNoHandshake } from '../signatures';

/** The application itself refuses the handshake. */
export const sprHandshakeRefused: Finding = {
  code: 'SPR-HANDSHAKE-REFUSED',
  hop: 'spring-boot',
  title: 'the application itself refuses the handshake',
  cause: 'The token, cookie or header is wrong, expired, or the application reads it from another place.',
  why: 'No client can connect with this login: the handshake is refused, or the socket is closed with a code of the application.',
  cure: "Look for this status or close code in the application's log; if `handshake` is set, check that its token is valid",
  symptoms: [...refusedWith(401, 403)],
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html'],
  explains: ['websocket'],
  refutedBy: ['refused by a proxy', 'refused before the proxy', 'direct 101'],
  secondary: true,
  onHost: true,
  detail: ({ handshake }) => (closedByApplication(handshake) ? `101, and then ${handshake?.failure?.message}` : undefined),
  matches(evidence) {
    const { login, handshake, direct } = evidence;
    const isRefused = [401, 403].includes(handshake?.status ?? 0) || closedByApplication(handshake);
    return (login === true && isRefused) || isNoHandshake(direct?.handshake);
  },
};
