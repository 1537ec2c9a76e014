import { CONNECTION_LOST, refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { passes } from './outside-signatures';
import { arrivals, carriesSockets, passOf, problem, upgradeWants } from './in-configuration';
import { ngxInherit } from './ngx-inherit';

/** Nginx drops the Upgrade header, so no WebSocket opens. */
export const ngxUpgradeMissing: Finding = {
  code: 'NGX-UPGRADE-MISSING',
  hop: 'nginx',
  title: 'nginx drops the Upgrade header, so no WebSocket opens',
  cause: 'Upgrade and Connection are hop-by-hop headers: nginx drops them unless the location sets them again. A location that sets any header of its own inherits none from outside.',
  why: 'The handshake is answered 400 Can "Upgrade" only to "WebSocket"., and SockJS falls back through every other transport.',
  cure: 'Set `proxy_set_header` Upgrade and Connection in the location itself: one with a proxy_set_header of its own inherits none',
  symptoms: [
    ...refusedWith(400),
    { seen: 'spring', text: 'Handshake failed due to invalid Upgrade header: null' },
    { seen: 'answer', text: 'Can "Upgrade" only to "WebSocket".' },
    ...CONNECTION_LOST,
  ],
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
  alsoCures: ['NGX-HTTP10'],
  onHost: true,
  matches(evidence) {
    const { proof, handshake } = evidence;
    // Behind Cloudflare its own switch is the first suspect, until the origin itself says the same.
    if (passes(evidence, 'cloudflare') && evidence.direct?.handshake?.status !== 400) {
      return false;
    }
    return [handshake, proof, evidence.origins?.behind].some((answer) => answer?.status === 400 && /Can "Upgrade" only to "WebSocket"/.test(answer.body));
  },
  matchesConfig(route, configuration) {
    if (!carriesSockets(route) || arrivals(route, configuration).upgrade !== 'lost' || ngxInherit.matchesConfig?.(route, configuration)?.severity === 'problem') {
      return undefined;
    }
    const [header] = route.location.headers('Upgrade');
    const detail = header ? `"${header.args.join(' ')}" is not websocket when a browser asks for it` : `${route.location.title} sets no Upgrade header`;
    return problem(header ?? passOf(route), detail, upgradeWants(route, configuration));
  },
};
