import { infoAnswered, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { lostPort } from '../signatures';

/** The port of the page is lost on the way. */
export const fwdPortMissing: Finding = {
  code: 'FWD-PORT-MISSING',
  hop: 'proxy',
  title: 'the proxy does not forward the port of the page',
  cause: 'The application gets the host without its port, or X-Forwarded-Proto without X-Forwarded-Port, and assumes the default port.',
  why: "Spring refuses the page's Origin, which has the port, with 403. On ports 80 and 443 nothing is wrong.",
  ...curedBy('Let the proxy forward the host with its port, and send X-Forwarded-Port where it sends X-Forwarded-Proto', {
    nginx: {
      cure: 'Set Host from $http_host, because $host has no port, and the port beside the scheme',
      paste: ['proxy_set_header Host $http_host;', 'proxy_set_header X-Forwarded-Port $server_port;'].join('\n'),
    },
    envoy: {
      cure: 'Add to the route configuration',
      paste: "request_headers_to_add: [{ header: { key: X-Forwarded-Port, value: '%DOWNSTREAM_LOCAL_PORT%' } }]",
    },
    httpd: { cure: 'Add to the virtual host (module headers)', paste: 'RequestHeader set X-Forwarded-Port %{SERVER_PORT}s' },
    haproxy: { cure: 'Add to the frontend', paste: 'http-request set-header X-Forwarded-Port %[dst_port]' },
  }),
  symptoms: [...infoAnswered(403), ...refusedWith(403), { seen: 'answer', text: 'Invalid CORS request' }],
  source: ['https://docs.spring.io/spring-framework/reference/web/webmvc/filters.html#filters-forwarded-headers'],
  explains: ['info', 'websocket'],
  refutedBy: ['refused by a proxy', 'refused before the proxy', 'refused without origin'],
  matches(evidence) {
    return lostPort(evidence);
  },
};
