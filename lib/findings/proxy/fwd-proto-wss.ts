import { refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';

/** A proxy sends X-Forwarded-Proto: wss, which Spring does not treat as https. */
export const fwdProtoWss: Finding = {
  code: 'FWD-PROTO-WSS',
  hop: 'proxy',
  title: 'a proxy sends X-Forwarded-Proto: wss, which Spring does not treat as https',
  cause: 'Some proxies (Traefik, Envoy) send wss for a WebSocket, and Spring compares it with the https of the page.',
  why: 'Only the handshake is refused with 403; /info and everything else work.',
  ...curedBy('Change wss to https in a proxy before the application', {
    nginx: {
      cure: 'Change wss to https in a proxy before the application',
      paste: [
        'map $http_x_forwarded_proto $forwarded_proto { wss https; default $http_x_forwarded_proto; }',
        '# in the location:',
        'proxy_set_header X-Forwarded-Proto $forwarded_proto;',
      ].join('\n'),
    },
  }),
  symptoms: [...refusedWith(403)],
  source: ['https://github.com/spring-projects/spring-framework/issues/26664'],
  explains: ['websocket'],
  refutedBy: ['plain http', 'refused by a proxy', 'refused before the proxy', 'refused without origin'],
  matches(evidence) {
    const { origin, origins } = evidence;
    const { hostname } = new URL(origin ?? 'https://localhost');
    return origins !== undefined && !origins.accepted.includes(origin ?? '') && origins.accepted.includes(`wss://${hostname}`);
  },
};
