import type { Finding } from './finding';

/** Nginx passes Upgrade but not Connection, so no WebSocket opens. */
export const ngxConnOnlyMissing: Finding = {
  code: 'NGX-CONN-ONLY-MISSING',
  hop: 'nginx',
  title: 'nginx passes Upgrade but not Connection, so no WebSocket opens',
  cause: 'The Connection line is missing, or it resolves to "close" or to something else than upgrade.',
  why: 'The handshake is answered 400 "Connection" must be "upgrade"., and SockJS falls back.',
  cure: 'Set `proxy_set_header Connection $websocket_connection;` in this location',
  paste: [
    'map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default \'\'; }',
    'map $websocket_upgrade $websocket_connection { websocket upgrade; default \'\'; }',
    '# in the location:',
    'proxy_http_version 1.1;',
    'proxy_set_header Upgrade $websocket_upgrade;',
    'proxy_set_header Connection $websocket_connection;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/websocket.html'],
  explains: ['websocket', 'stomp', 'message', 'gate'],
  onHost: true,
  matches(evidence) {
    const { proof, handshake } = evidence;
    return [handshake, proof].some((answer) => answer?.status === 400 && /"Connection" must be "upgrade"/.test(answer.body));
  },
};
