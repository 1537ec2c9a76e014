import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { lostHost } from './outside-signatures';
import { advice, carriesSockets, passOf } from './in-configuration';

/** Nginx does not forward the Host header. */
export const ngxHostMissing: Finding = {
  code: 'NGX-HOST-MISSING',
  hop: 'nginx',
  title: 'nginx does not forward the Host header',
  cause: 'Without proxy_set_header Host nginx sends the name of the upstream.',
  why: 'Spring takes 127.0.0.1 for its own name and refuses the page\'s Origin with 403.',
  cure: 'Add to the location: proxy_set_header Host $http_host;',
  symptoms: [
    ...refusedWith(403),
    { seen: 'answer', text: 'Invalid CORS request' },
  ],
  paste: [
    'proxy_set_header Host $http_host;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    return lostHost(evidence);
  },
  matchesConfig(route) {
    const headers = route.location.headers('Host');
    const own = headers.find(({ args }) => args[1] !== '' && !/^\$(proxy_host|proxy_port)/.test(args[1] ?? ''));
    if (!carriesSockets(route) || own || route.location.hidden('proxy_set_header').some(({ args }) => args[0]?.toLowerCase() === 'host')) {
      return undefined; // hidden ones are another finding's
    }
    const detail = `the application sees the host of proxy_pass, ${passOf(route).args[0]}, in the place of the page's`;
    return advice(headers[0] ?? passOf(route), detail, [{ header: 'Host', value: '$http_host' }]);
  },
};
