import type { Finding } from '../finding';

/** How the servers are told to take one large WebSocket message; Undertow has no limit. */
export const SERVER_LIMITS = [
  '// Tomcat:',
  'servletServerContainerFactoryBean.setMaxTextMessageBufferSize(256 * 1024);',
  '// Jetty:',
  'jettyRequestUpgradeStrategy.addWebSocketConfigurer((container) -> container.setMaxTextMessageSize(256 * 1024));',
];

/** A STOMP frame is larger than the server's text buffer. */
export const stompMsg1009: Finding = {
  code: 'STOMP-MSG-1009',
  hop: 'spring-boot',
  title: "a STOMP frame is larger than the server's text buffer",
  cause:
    'Spring accepts 64 KB of STOMP, but Tomcat takes only 16 640 bytes in one WebSocket message, Jetty 65 536 even where ' +
    'setMessageSizeLimit allows more, and stompjs from 5 on does not split frames.',
  why: 'Sending a message of more than 16 kB (Tomcat) or 64 kB (Jetty) closes the connection with 1009.',
  cure: 'Split frames in the client (splitLargeFrames), or raise the limit of Tomcat or Jetty, each of which has its own setting',
  symptoms: [
    {
      seen: 'close',
      text: '1009 The decoded text message was too big for the output buffer and the endpoint does not support partial messages',
    },
    { seen: 'close', text: '1009 Text message too large: <n> > <n>' },
    { seen: 'close', text: '1009' },
  ],
  paste: ['const client = new Client({ splitLargeFrames: true, maxWebSocketChunkSize: 8 * 1024 });', ...SERVER_LIMITS].join('\n'),
  source: ['https://github.com/stomp-js/stompjs/issues/263', 'https://docs.spring.io/spring-framework/reference/web/websocket/server.html'],
  explains: ['message', 'sizes'],
  refutedBy: ['takes large messages'],
  outside: '--sizes',
  matches(evidence) {
    const frames = evidence.sizes?.frames ?? [];
    const isSpringsLimit = (size: number) => size > 64 * 1024 && !frames.some(({ taken, split, bytes }) => taken && split && bytes >= size);
    return frames.some(
      ({ taken, split, bytes, end }) => !taken && !split && /1009 (?!Max frame length)/.test(`${end} `) && !isSpringsLimit(bytes),
    );
  },
};
