import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { advice, carriesSockets } from '../in-configuration';

/** The proxy and Spring both set the CORS headers. */
export const proxyCorsDup: Finding = {
  code: 'PROXY-CORS-DUP',
  hop: 'proxy',
  title: 'the proxy and Spring both set the CORS headers',
  cause: 'The proxy adds Access-Control-Allow-Origin to that of Spring.',

  why: 'Browsers say "contains multiple values" and SockJS closes with 1002; a WebSocket without SockJS is not affected.',
  ...curedBy('Remove the CORS headers from the proxy, and leave CORS to Spring', {
    nginx: { cure: 'Remove add_header Access-Control-* from nginx, and leave CORS to Spring' },
    httpd: { cure: 'Remove Header set Access-Control-*, and leave CORS to Spring' },
    caddy: { cure: 'Remove header Access-Control-*, and leave CORS to Spring' },
    'gateway-webflux': {
      cure: 'Keep one of two equal headers, or remove globalcors',
      paste: "default-filters: ['DedupeResponseHeader=Access-Control-Allow-Origin Access-Control-Allow-Credentials, RETAIN_UNIQUE']",
    },
  }),
  symptoms: [
    { seen: 'client', text: "The 'Access-Control-Allow-Origin' header contains multiple values '<origins>', but only one is allowed" },
  ],
  source: ['org.springframework.web.socket.sockjs.support.AbstractSockJsService'],
  explains: ['info'],
  matches(evidence) {
    const { info } = evidence;
    return (info?.allowOrigin.length ?? 0) > 1;
  },
  matchesConfig(route) {
    const { location } = route;
    const added = location.all('add_header').find(({ args }) => args[0]?.toLowerCase() === 'access-control-allow-origin');
    const hides = location.all('proxy_hide_header').some(({ args }) => args[0]?.toLowerCase() === 'access-control-allow-origin');
    if (!carriesSockets(route) || !added || hides || added.args[1] === '*') {
      return undefined;
    }
    return advice(added, 'Spring adds Access-Control-Allow-Origin too, unless setSuppressCors(true) forbids it', [{ remove: added }]);
  },
};
