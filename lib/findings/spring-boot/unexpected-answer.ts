import type { Finding } from '../finding';
import { isChanged } from '../signatures';

/** The answer is not that of a WebSocket or SockJS endpoint. */
export const unexpectedAnswer: Finding = {
  code: 'UNEXPECTED-ANSWER',
  hop: 'spring-boot',
  title: 'the answer is not that of a WebSocket or SockJS endpoint',
  cause: 'Another application, an error in this one, or a page of a proxy: the evidence shows the beginning of the answer.',
  why: 'Browsers show "Unexpected response code".',
  cure: 'Ask the application directly and compare: --direct http://host:port',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/fallback.html'],
  explains: ['info', 'websocket'],
  refutedBy: ['101'],
  secondary: true,
  isLast: true,
  matches(evidence) {
    const { info, handshake, reach, route } = evidence;
    const first = route?.kind === 'sockjs' && !info?.isInfo ? info : handshake;
    const status = first?.status ?? 0;
    const decided = status === 0 || status === 101 || (status >= 300 && status < 400) || status === 401 || status === 403;
    return reach !== undefined && !decided && info?.websocket !== false && !isChanged(evidence);
  },
};
