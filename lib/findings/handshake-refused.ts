import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { isNoHandshake } from './signatures';

/** The application itself does not accept the handshake. */
export const handshakeRefused: Finding = {
  code: 'HANDSHAKE-REFUSED',
  hop: 'spring-boot',
  title: 'the application itself does not accept the handshake',
  cause: 'The token, cookie or header is wrong, expired, or read from another place.',
  why: 'No client can connect with this login.',
  cure: 'Look up this status in its log; with `handshake` set, check that the token is valid',
  symptoms: [
    ...refusedWith(401, 403),
  ],
  source: ['https://docs.spring.io/spring-security/reference/servlet/integrations/websocket.html'],
  explains: ['websocket'],
  symptom: true,
  onHost: true,
  matches(evidence) {
    const { login, handshake, direct } = evidence;
    return (login === true && [401, 403].includes(handshake?.status ?? 0)) || isNoHandshake(direct?.handshake);
  },
};
