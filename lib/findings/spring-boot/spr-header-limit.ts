import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { refusesHead } from '../handshake-refusals';

/** The request's headers are too large for the server inside Spring Boot. */
export const sprHeaderLimit: Finding = {
  code: 'SPR-HEADER-LIMIT',
  hop: 'spring-boot',
  title: "the request's headers are too large for the server inside Spring Boot",
  cause:
    'All headers together, with cookies, token and URL, are longer than server.max-http-request-header-size: 8 kB. ' +
    'On Netty the first line alone may have 4 kB (server.netty.max-initial-line-length).',
  why: 'Jetty and Netty answer 431 or 414, Tomcat and Undertow 400, only to users with long tokens or many cookies.',
  cure: 'Raise server.max-http-request-header-size (and for long URLs on Netty server.netty.max-initial-line-length)',
  symptoms: [
    ...refusedWith(431, 414),
    { seen: 'answer', text: 'HTTP ERROR 431 Request Header Fields Too Large' },
    { seen: 'answer', text: 'HTTP ERROR 414 URI Too Long' },
    { seen: 'spring', text: 'Request header is too large' },
  ],
  paste: ['server.max-http-request-header-size=32KB', 'server.netty.max-initial-line-length=32KB'].join('\n'),
  source: ['https://docs.spring.io/spring-boot/appendix/application-properties/index.html#appendix.application-properties.server'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['101', 'info', 'direct 101', 'refused by a proxy', 'refused before the proxy'],
  matches(evidence) {
    const { info, handshake, eventStream, headBytes } = evidence;
    return [info, handshake, eventStream].some((answer) => refusesHead(answer, headBytes));
  },
};
