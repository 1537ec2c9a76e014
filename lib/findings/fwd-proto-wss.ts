import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** A proxy says X-Forwarded-Proto: wss, which Spring does not take for https. */
export const fwdProtoWss: Finding = {
  code: 'FWD-PROTO-WSS',
  hop: 'nginx',
  title: 'a proxy says X-Forwarded-Proto: wss, which Spring does not take for https',
  cause: 'Some proxies (Traefik, Envoy) write wss for a WebSocket, and Spring compares it with the page\'s https.',
  why: 'Only the handshake is refused with 403; /info and everything else work.',
  cure: 'Write https for wss before the application',
  symptoms: [
    ...refusedWith(403),
  ],
  paste: [
    'map $http_x_forwarded_proto $forwarded_proto { wss https; default $http_x_forwarded_proto; }',
    '# in the location:',
    'proxy_set_header X-Forwarded-Proto $forwarded_proto;',
  ].join('\n'),
  source: ['https://github.com/spring-projects/spring-framework/issues/26664'],
  explains: ['websocket'],
  matches(evidence) {
    const { origin, origins } = evidence;
    const { hostname } = new URL(origin ?? 'https://localhost');
    return origins !== undefined && !origins.accepted.includes(origin ?? '') && origins.accepted.includes(`wss://${hostname}`);
  },
};
