import type { Finding } from '../finding';

/** The endpoint offers SockJS with WebSocket disabled. */
export const sprNoWs: Finding = {
  code: 'SPR-NO-WS',
  hop: 'spring-boot',
  title: 'the endpoint offers SockJS with WebSocket disabled',
  cause: 'setWebSocketEnabled(false), or the application has no WebSocket implementation.',
  why: 'Clients skip WebSocket and use the fallbacks; /<path>/websocket is 404.',
  cure: 'Remove setWebSocketEnabled(false), or accept that clients use the fallbacks only',
  source: ['org.springframework.web.socket.sockjs.support.AbstractSockJsService'],
  explains: ['websocket'],
  refutedBy: ['101'],
  severity: 'notice',
  matches(evidence) {
    const { info } = evidence;
    return info?.websocket === false;
  },
};
