import type { Finding } from './finding';

/** Nginx and Spring both answer CORS. */
export const ngxCorsDup: Finding = {
  code: 'NGX-CORS-DUP',
  hop: 'nginx',
  title: 'nginx and Spring both answer CORS',
  cause: 'add_header Access-Control-Allow-Origin in nginx, and Spring\'s own.',
  why: 'Browsers say "contains multiple values" and SockJS closes with 1002; the WebSocket alone is not affected.',
  cure: 'Remove add_header Access-Control-* from nginx: Spring answers',
  source: ['org.springframework.web.socket.sockjs.support.AbstractSockJsService'],
  explains: ['info'],
  matches(evidence) {
    const { info } = evidence;
    return (info?.allowOrigin.length ?? 0) > 1;
  },
};
