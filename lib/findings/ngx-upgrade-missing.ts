import type { Finding } from './finding';

/** Nginx drops the Upgrade header, so no WebSocket opens. */
export const ngxUpgradeMissing: Finding = {
  code: 'NGX-UPGRADE-MISSING',
  hop: 'nginx',
  title: 'nginx drops the Upgrade header, so no WebSocket opens',
  cause: 'Upgrade and Connection are hop-by-hop headers: nginx drops them unless the location sets them again. A location that sets any header of its own inherits none from outside.',
  why: 'The handshake is answered 400 Can "Upgrade" only to "WebSocket"., and SockJS falls back through every other transport.',
  cure: 'Set `proxy_set_header` Upgrade and Connection in the location itself: one with a proxy_set_header of its own inherits none',
  paste: [
    'map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default \'\'; }',
    'map $websocket_upgrade $websocket_connection { websocket upgrade; default \'\'; }',
    '# in the location:',
    'proxy_http_version 1.1;',
    'proxy_set_header Upgrade $websocket_upgrade;',
    'proxy_set_header Connection $websocket_connection;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/websocket.html', 'https://github.com/websockets/ws/issues/780'],
  explains: ['websocket', 'stomp', 'message', 'gate'],
  onHost: true,
  matches(evidence) {
    const { proof, handshake } = evidence;
    return [handshake, proof].some((answer) => answer?.status === 400 && /Can "Upgrade" only to "WebSocket"/.test(answer.body));
  },
};
