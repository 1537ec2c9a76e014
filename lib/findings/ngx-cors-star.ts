import type { Finding } from './finding';
import { advice, carriesSockets } from './in-configuration';

/** Nginx allows every origin with *. */
export const ngxCorsStar: Finding = {
  code: 'NGX-CORS-STAR',
  hop: 'nginx',
  title: 'nginx allows every origin with "*", which browsers refuse for SockJS',
  cause: 'SockJS sends its requests with credentials, and for those a browser takes no wildcard.',
  why: 'Pages of another origin see "must not be the wildcard" and SockJS closes with 1002; pages of the same origin are not affected.',
  cure: 'Remove add_header Access-Control-* from nginx: Spring answers',
  symptoms: [
    { seen: 'client', text: 'must not be the wildcard \'*\' when the request\'s credentials mode is \'include\'' },
  ],
  source: ['https://fetch.spec.whatwg.org/#cors-protocol-and-credentials'],
  explains: ['info'],
  outside: '--origin <page>',
  matches(evidence) {
    const { info, page } = evidence;
    return page !== undefined && info?.allowOrigin.length === 1 && info.allowOrigin[0] === '*';
  },
  matchesConfig(route) {
    const added = route.location.all('add_header').find(({ args }) => args[0]?.toLowerCase() === 'access-control-allow-origin' && args[1] === '*');
    return carriesSockets(route) && added ? advice(added, 'Access-Control-Allow-Origin is "*"', [{ remove: added }]) : undefined;
  },
};
