import { infoAnswered, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { lostHost } from '../outside-signatures';
import { sentHosts } from '../../nginx/sent-host';
import { isName, targetsOf } from '../../nginx/upstream';
import { refusedHost } from '../nginx/ngx-host-invalid';
import { advice, carriesSockets, passOf } from '../in-configuration';

/** The proxy does not forward the Host header. */
export const proxyHostMissing: Finding = {
  code: 'PROXY-HOST-MISSING',
  hop: 'proxy',
  title: 'the proxy does not forward the Host header',
  cause: 'It sends the name of the upstream instead: nginx, httpd and gateways do unless told otherwise, Vite with changeOrigin.',

  why: "Spring takes 127.0.0.1 for its own host name and refuses the page's Origin with 403.",
  ...curedBy('Let the proxy forward the Host of the request', {
    nginx: { cure: 'Add to the location: proxy_set_header Host $http_host;', paste: 'proxy_set_header Host $http_host;' },
    httpd: { cure: 'Set it for the virtual host', paste: 'ProxyPreserveHost On' },
    'gateway-webflux': { cure: 'Add the filter to the route', paste: "filters: ['PreserveHostHeader']" },
    'gateway-mvc': { cure: 'Add the filter to the route', paste: "filters: ['PreserveHostHeader']" },
    vite: {
      cure: 'Remove changeOrigin, which the short form of an entry implies',
      paste: "'/ws-stomp': { target: 'http://127.0.0.1:8080', ws: true },",
    },
    'webpack-dev-server': { cure: 'Remove changeOrigin' },
    'http-proxy-middleware': { cure: 'Remove changeOrigin' },
  }),
  symptoms: [...infoAnswered(403), ...refusedWith(403), { seen: 'answer', text: 'Invalid CORS request' }],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header'],
  explains: ['info', 'websocket'],
  alsoCures: ['SPR-ORIGIN-403'],
  refutedBy: ['refused by a proxy', 'refused before the proxy', 'refused without origin'],
  matches(evidence) {
    return lostHost(evidence);
  },
  matchesConfig(route, configuration) {
    if (refusedHost(route.location, configuration)) {
      return undefined; // worse, and a finding of its own
    }
    const headers = route.location.headers('Host');
    const own = headers.find(({ args }) => args[1] !== '' && !/^\$(proxy_host|proxy_port)/.test(args[1] ?? ''));
    if (!carriesSockets(route) || own || route.location.hidden('proxy_set_header').some(({ args }) => args[0]?.toLowerCase() === 'host')) {
      return undefined; // hidden ones are another finding's
    }
    const [sent] = sentHosts(route.location, configuration.variables).flatMap(({ values }) => values?.filter(Boolean) ?? []);
    if (route.location.server.names.includes(sent?.replace(/:\d+$/, '').toLowerCase() ?? '-')) {
      return undefined;
    }
    const detail =
      `the application gets ${sent === undefined ? `the host of ${passOf(route).args[0]}` : `"Host: ${sent}"`} instead of the page's, ` +
      "and answers 403 to browsers unless it allows the page's origin";
    // a server elsewhere, such as one of a platform, may choose the site by its own name
    const isElsewhere = targetsOf(route.location).some(({ host, upstream }) => !upstream && isName(host) && host.includes('.'));
    return advice(headers[0] ?? passOf(route), detail, isElsewhere ? undefined : [{ header: 'Host', value: '$http_host' }]);
  },
};
