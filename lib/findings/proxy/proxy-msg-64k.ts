import type { Finding } from '../finding';

/** Spring Cloud Gateway closes sockets with messages above 65 536 bytes. */
export const proxyMsg64k: Finding = {
  code: 'PROXY-MSG-64K',
  hop: 'proxy',
  title: 'Spring Cloud Gateway closes sockets whose messages are above 65 536 bytes',
  cause: 'Its WebSocket client and server take frames of 64 KiB, whatever the application takes.',
  why: 'A large message of a client ends with 1009; one of the application closes the socket without a code (1005).',
  cure: 'Raise the limit of the gateway: spring.cloud.gateway.server.webflux.httpclient.websocket.max-frame-payload-length',
  symptoms: [
    { seen: 'close', text: '1009 Max frame length of 65536 has been exceeded.' },
    { seen: 'close', text: '1005' },
  ],
  paste: 'spring.cloud.gateway.server.webflux.httpclient.websocket.max-frame-payload-length=1048576',
  source: ['https://docs.spring.io/spring-cloud-gateway/reference/appendix.html'],
  explains: ['message', 'sizes'],
  refutedBy: ['takes large messages'],
  outside: '--sizes',
  matches({ sizes }) {
    return sizes?.frames.some(({ taken, end }) => !taken && /Max frame length of 65536/.test(end ?? '')) ?? false;
  },
};
