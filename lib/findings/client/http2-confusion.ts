import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** Over HTTP/2 the handshake is answered 400: use HTTP/1.1 to test. */
export const http2Confusion: Finding = {
  code: 'HTTP2-CONFUSION',
  hop: 'client',
  title: 'over HTTP/2 the handshake is answered 400: use HTTP/1.1 to test',
  cause: 'HTTP/2 has no Upgrade header, and curl and others choose HTTP/2 by default. Browsers open these WebSockets over HTTP/1.1.',
  why: 'curl -i -H "Upgrade: websocket" https://... shows 400 Can "Upgrade" only to "WebSocket". although the chain works.',
  cure: 'Test with curl --http1.1; let Java and Go clients offer http/1.1 only',
  symptoms: [...refusedWith(400)],
  paste:
    "curl --http1.1 -i -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: " +
    "13' -H 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==' <url>",
  source: ['https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2'],
  explains: ['websocket'],
  refutedBy: ['over http/1.1'],
  severity: 'notice',
  matches(evidence) {
    const { http2, handshake } = evidence;
    return http2?.status === 400 && !http2.extendedConnect && handshake?.status === 101;
  },
};
