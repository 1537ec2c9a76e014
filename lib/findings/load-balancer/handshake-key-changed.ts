import { KEY_OR_PROTOCOL, NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';

/** The Sec-WebSocket-Accept header does not match the key that the client sent. */
export const handshakeKeyChanged: Finding = {
  code: 'HANDSHAKE-KEY-CHANGED',
  hop: 'load-balancer',
  title: 'the Sec-WebSocket-Accept header does not match the key that the client sent',
  cause: 'A proxy removes or rewrites Sec-WebSocket-Key, or answers 101 by itself.',
  why: 'Browsers close at once: "Incorrect \'Sec-WebSocket-Accept\' header value".',
  cure: 'Forward the Sec-WebSocket-* headers unchanged, in requests and in answers',
  symptoms: [
    { seen: 'client', text: "Error during WebSocket handshake: Incorrect 'Sec-WebSocket-Accept' header value" },
    { seen: 'client', text: 'Invalid Sec-WebSocket-Accept h' },
    { seen: 'client', text: 'invalid Sec-WebSocket-Accept <value>' },
    { seen: 'client', text: 'Bad Sec-WebSocket-Accept' },
    { seen: 'client', text: "Expected 'Sec-WebSocket-Accept' header value <value> but was" },
    { seen: 'client', text: "101, message='Invalid challenge response'" },
    ...KEY_OR_PROTOCOL,
    ...NOT_OPENED,
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2'],
  explains: ['websocket'],
  refutedBy: ['frame'],
  matches(evidence) {
    const { handshake } = evidence;
    return handshake?.status === 101 && !handshake.acceptOk && handshake.failure === undefined;
  },
};
