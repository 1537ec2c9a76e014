import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** The WebSocket handshake is malformed, so Spring refuses it. */
export const cliHandshakeMisc: Finding = {
  code: 'CLI-HANDSHAKE-MISC',
  hop: 'client',
  title: 'the WebSocket handshake is malformed, so Spring refuses it',
  cause:
    'No Sec-WebSocket-Key (400 without a body), another version than 13 (426), another method than GET (405): ' +
    'tools and old libraries, or a proxy that drops Sec-WebSocket-* headers.',
  why: 'One client is refused while browsers connect.',
  cure: 'Use a current WebSocket client; if browsers are refused too, forward Sec-WebSocket-Key and -Version in every proxy',
  symptoms: [
    ...refusedWith(405, 426),
    { seen: 'spring', text: 'Handshake failed due to unsupported WebSocket version: <version>' },
    { seen: 'spring', text: 'Handshake failed due to unexpected HTTP method: <method>' },
    { seen: 'spring', text: 'Missing "Sec-WebSocket-Key" header' },
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2'],
  explains: ['websocket'],
  severity: 'notice',
};
