import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { advice, carriesSockets } from '../in-configuration';

/** The proxy allows every origin with *. */
export const proxyCorsStar: Finding = {
  code: 'PROXY-CORS-STAR',
  hop: 'proxy',
  title: 'the proxy allows every origin with "*", which browsers refuse for SockJS',
  cause: 'SockJS sends its requests with credentials, and browsers do not accept the wildcard for those.',
  why: 'Pages of another origin see "must not be the wildcard" and SockJS closes with 1002; pages of the same origin are not affected.',
  ...curedBy('Remove the CORS headers from the proxy, and leave CORS to Spring', {
    nginx: { cure: 'Remove add_header Access-Control-* from nginx, and leave CORS to Spring' },
    httpd: { cure: 'Remove Header set Access-Control-*, and leave CORS to Spring' },
    caddy: { cure: 'Remove header Access-Control-*, and leave CORS to Spring' },
  }),
  symptoms: [{ seen: 'client', text: "must not be the wildcard '*' when the request's credentials mode is 'include'" }],
  source: ['https://fetch.spec.whatwg.org/#cors-protocol-and-credentials'],
  explains: ['info'],
  outside: '--origin <page>',
  matches(evidence) {
    const { info, page } = evidence;
    return page !== undefined && info?.allowOrigin.length === 1 && info.allowOrigin[0] === '*';
  },
  matchesConfig(route) {
    const added = route.location
      .all('add_header')
      .find(({ args }) => args[0]?.toLowerCase() === 'access-control-allow-origin' && args[1] === '*');
    return carriesSockets(route) && added ? advice(added, 'Access-Control-Allow-Origin is "*"', [{ remove: added }]) : undefined;
  },
};
