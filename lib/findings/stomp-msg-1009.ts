import type { Finding } from './finding';

/** A STOMP frame is larger than Tomcat's text buffer. */
export const stompMsg1009: Finding = {
  code: 'STOMP-MSG-1009',
  hop: 'spring-boot',
  title: 'a STOMP frame is larger than Tomcat\'s text buffer',
  cause: 'Spring accepts 64 KB of STOMP, but Tomcat takes only 16 640 bytes in one WebSocket message, and stompjs from 5 on does not split frames.',
  why: 'Sending a message of more than 16 kB closes the connection with 1009.',
  cure: 'Split in the client (splitLargeFrames), or raise the buffer: ServletServerContainerFactoryBean.setMaxTextMessageBufferSize',
  symptoms: [
    { seen: 'close', text: '1009 The decoded text message was too big for the output buffer and the endpoint does not support partial messages' },
    { seen: 'close', text: '1009' },
  ],
  paste: 'const client = new Client({ splitLargeFrames: true, maxWebSocketChunkSize: 8 * 1024 });',
  source: ['https://github.com/stomp-js/stompjs/issues/263', 'https://docs.spring.io/spring-framework/reference/web/websocket/server.html'],
  explains: ['message', 'sizes'],
  outside: '--sizes',
  matches(evidence) {
    return evidence.sizes?.frames.some(({ taken, split, end }) => !taken && !split && /1009/.test(end ?? '')) ?? false;
  },
};
