import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** Over HTTP/2 the same handshake is answered 400: a test with such a tool says nothing. */
export const http2Confusion: Finding = {
  code: 'HTTP2-CONFUSION',
  hop: 'client',
  title: 'over HTTP/2 the same handshake is answered 400: a test with such a tool says nothing',
  cause: 'HTTP/2 has no Upgrade header, and curl and others choose HTTP/2 by themselves. Browsers open WebSockets over HTTP/1.1 here.',
  why: 'curl -i -H "Upgrade: websocket" https://... shows 400 Can "Upgrade" only to "WebSocket". on a chain that works.',
  cure: 'Test with curl --http1.1, or let Java and Go clients offer http/1.1 only',
  symptoms: [
    ...refusedWith(400),
  ],
  paste: 'curl --http1.1 -i -H \'Connection: Upgrade\' -H \'Upgrade: websocket\' -H \'Sec-WebSocket-Version: 13\' -H \'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\' <url>',
  source: ['https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2'],
  explains: ['websocket'],
  severity: 'notice',
  matches(evidence) {
    const { http2, handshake } = evidence;
    return http2?.status === 400 && !http2.extendedConnect && handshake?.status === 101;
  },
};
