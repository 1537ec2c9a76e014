import type { Finding } from './finding';

/** The handshake is accepted for another key than the client sent. */
export const handshakeKeyChanged: Finding = {
  code: 'HANDSHAKE-KEY-CHANGED',
  hop: 'load-balancer',
  title: 'the handshake is accepted for another key than the client sent',
  cause: 'A hop removes or rewrites Sec-WebSocket-Key, or answers 101 by itself.',
  why: 'Browsers close at once: "Incorrect \'Sec-WebSocket-Accept\' header value".',
  cure: 'Let Sec-WebSocket-* headers pass both ways untouched',
  symptoms: [
    { seen: 'client', text: 'Error during WebSocket handshake: Incorrect \'Sec-WebSocket-Accept\' header value' },
    { seen: 'client', text: 'Invalid Sec-WebSocket-Accept header' },
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2'],
  explains: ['websocket'],
  matches(evidence) {
    const { handshake } = evidence;
    return handshake?.status === 101 && !handshake.acceptOk && handshake.failure === undefined;
  },
};
