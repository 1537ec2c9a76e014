import type { Finding } from '../finding';

/** WebFlux closes sockets with messages above 65 536 bytes. */
export const webfluxMsg64k: Finding = {
  code: 'WEBFLUX-MSG-64K',
  hop: 'spring-boot',
  title: 'WebFlux on Netty closes sockets whose messages are above 65 536 bytes',
  cause: 'maxFramePayloadLength of WebsocketServerSpec is 64 KiB, for a frame and for a message of several frames.',
  why: 'A large message in one frame ends with 1009, in several with 1002 "Protocol error".',
  cure: 'Give HandshakeWebSocketService a ReactorNettyRequestUpgradeStrategy with a larger maxFramePayloadLength',
  symptoms: [
    { seen: 'close', text: '1009 Max frame length of 65536 has been exceeded.' },
    { seen: 'close', text: '1002 Protocol error' },
  ],
  paste: [
    '@Bean WebSocketHandlerAdapter webSocketHandlerAdapter() {',
    '  return new WebSocketHandlerAdapter(new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(',
    '    () -> WebsocketServerSpec.builder().maxFramePayloadLength(256 * 1024))));',
    '}',
  ].join('\n'),
  source: ['https://docs.spring.io/spring-framework/reference/web/webflux-websocket.html'],
  explains: ['message'],
  refutedBy: ['takes large messages', 'frame'],
};
