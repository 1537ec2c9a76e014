import type { Finding } from '../finding';

/** A polling session ended seconds after it had opened. */
export const sjsFallbackFlaky: Finding = {
  code: 'SJS-FALLBACK-FLAKY',
  hop: 'spring-boot',
  title: 'a polling session ended seconds after it had opened',
  cause:
    'Seen only where SockJS used its fallbacks on a broken chain: ' +
    'the client was gone when Spring wrote its first answer. Why is not known.',
  why: 'A close "3000 Go away!" or 1011 shortly after the connection, then another attempt.',
  cure: 'Ignore it as long as WebSocket fails: cure the WebSocket first',
  symptoms: [
    { seen: 'close', text: '3000 Go away!' },
    { seen: 'close', text: '1011' },
    { seen: 'spring', text: 'org.apache.catalina.connector.ClientAbortException: java.io.IOException: Broken pipe' },
  ],
  source: ['https://github.com/sockjs/sockjs-protocol/blob/main/sockjs-protocol.py'],
  explains: ['xhr-polling'],
  refutedBy: ['sent'],
  severity: 'notice',
  secondary: true,
};
