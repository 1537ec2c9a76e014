import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { missesConnection } from '../handshake-refusals';
import { arrivals, carriesSockets, passOf, problem, upgradeWants } from '../in-configuration';
import { ngxInherit } from './ngx-inherit';

/** Nginx forwards Upgrade but not Connection, so no WebSocket opens. */
export const ngxConnOnlyMissing: Finding = {
  code: 'NGX-CONN-ONLY-MISSING',
  hop: 'nginx',
  title: 'nginx forwards Upgrade but not Connection, so no WebSocket opens',
  cause: 'The Connection line is missing, or its value is "close" or something else than upgrade.',
  why: 'The handshake is answered 400 "Connection" must be "upgrade"., by Jetty 400 Invalid h2c upgrade headers, and SockJS falls back.',
  cure: 'Set `proxy_set_header Connection $websocket_connection;` in this location',
  symptoms: [
    { seen: 'spring', text: 'Handshake failed due to invalid Connection header' },
    { seen: 'answer', text: '"Connection" must be "upgrade".' },
    { seen: 'answer', text: 'Invalid h2c upgrade headers' },
    ...refusedWith(400),
  ],
  paste: [
    "map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default ''; }",
    "map $websocket_upgrade $websocket_connection { websocket upgrade; default ''; }",
    '# in the location:',
    'proxy_http_version 1.1;',
    'proxy_set_header Upgrade $websocket_upgrade;',
    'proxy_set_header Connection $websocket_connection;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/websocket.html'],
  explains: ['websocket', 'stomp', 'message', 'gate'],
  refutedBy: ['101', 'frame', 'refused by a proxy', 'refused before the proxy', 'same when direct'],
  alsoCures: ['NGX-HTTP10'],
  onHost: true,
  matches(evidence) {
    const { proof, handshake } = evidence;
    return [handshake, proof, evidence.origins?.behind].some(missesConnection);
  },
  matchesConfig(route, configuration) {
    const { upgrade, connection } = arrivals(route, configuration);
    if (
      !carriesSockets(route) ||
      upgrade === 'lost' ||
      connection !== 'lost' ||
      ngxInherit.matchesConfig?.(route, configuration)?.severity === 'problem'
    ) {
      return undefined;
    }
    const [header] = route.location.headers('Connection');
    const detail = header
      ? `Connection is "${header.args[1] ?? ''}", which is not upgrade when a browser asks for it`
      : `${route.location.title} sets Upgrade, but not Connection`;
    return problem(header ?? passOf(route), detail, upgradeWants(route, configuration));
  },
};
