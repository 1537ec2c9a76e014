import type { Finding } from '../finding';
import { closedAtOnce } from '../signatures';

/** A filter or the servlet does not support asynchronous requests. */
export const sprAsyncOff: Finding = {
  code: 'SPR-ASYNC-OFF',
  hop: 'spring-boot',
  title: 'a filter or the servlet does not support asynchronous requests',
  cause:
    "SockJS's streaming and polling, and SSE, are asynchronous requests; they fail when one filter of the chain, or the servlet, " +
    'was registered without asyncSupported. Filters that Spring Boot registers itself support them.',
  why: 'The fallbacks of SockJS are answered 500 while WebSocket works.',
  cure: 'Set asyncSupported on the servlet and on every filter',
  symptoms: [
    { seen: 'spring', text: 'Async support must be enabled on a servlet and for all filters involved in async request processing' },
  ],
  paste: [
    '// @WebFilter(asyncSupported = true), <async-supported>true</async-supported> in web.xml, or in Java:',
    'registration.setAsyncSupported(true);',
  ].join('\n'),
  source: ['https://docs.spring.io/spring-framework/reference/web/webmvc/mvc-ann-async.html#mvc-ann-async-configuration'],
  explains: ['xhr-streaming', 'eventsource', 'xhr-polling', 'event-stream'],
  refutedBy: ['stream'],
  matches({ handshake, xhrStreaming, eventSource }) {
    return handshake?.status === 101 && !closedAtOnce(handshake) && xhrStreaming?.status === 500 && eventSource?.status === 500;
  },
};
