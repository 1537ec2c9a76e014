import type { Finding } from './finding';

/** The endpoint offers SockJS without WebSocket. */
export const sprNoWs: Finding = {
  code: 'SPR-NO-WS',
  hop: 'spring-boot',
  title: 'the endpoint offers SockJS without WebSocket',
  cause: 'setWebSocketEnabled(false), or no WebSocket implementation in the application.',
  why: 'Clients skip WebSocket and use the fallbacks; /<path>/websocket is 404.',
  cure: 'Remove setWebSocketEnabled(false), or accept that only the fallbacks are used',
  source: ['org.springframework.web.socket.sockjs.support.AbstractSockJsService'],
  explains: ['websocket'],
  severity: 'notice',
  matches(evidence) {
    const { info } = evidence;
    return info?.websocket === false;
  },
};
