import { infoAnswered, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { believes, lostScheme } from '../signatures';

const ON_ANOTHER_PORT = '# where browsers use another port than 443, also:';

/** The proxy ends TLS and does not say so. */
export const fwdProtoMissing: Finding = {
  code: 'FWD-PROTO-MISSING',
  hop: 'proxy',
  title: 'the proxy terminates TLS and sends no X-Forwarded-Proto',
  cause: 'The application gets plain HTTP and is not told that the page was loaded over https, although it would believe it.',
  why: "Spring takes http:// for its own scheme and refuses the page's https:// with 403; redirects go to http://.",
  ...curedBy('Let the proxy that terminates TLS send X-Forwarded-Proto, and X-Forwarded-Port on a port other than 443', {
    nginx: {
      cure: 'Add to the location of the server that listens with ssl',
      paste: ['proxy_set_header X-Forwarded-Proto $scheme;', ON_ANOTHER_PORT, 'proxy_set_header X-Forwarded-Port $server_port;'].join('\n'),
    },
    httpd: { cure: 'Add to the virtual host (module headers)', paste: 'RequestHeader set X-Forwarded-Proto "https"' },
    haproxy: {
      cure: 'Add to the frontend',
      paste: [
        'http-request set-header X-Forwarded-Proto https',
        ON_ANOTHER_PORT,
        'http-request set-header X-Forwarded-Port %[dst_port]',
      ].join('\n'),
    },
  }),
  symptoms: [...infoAnswered(403), ...refusedWith(403), { seen: 'answer', text: 'Invalid CORS request' }],
  source: [
    'https://docs.spring.io/spring-boot/how-to/webserver.html#howto.webserver.use-behind-a-proxy-server',
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header',
  ],
  explains: ['info', 'websocket'],
  refutedBy: ['plain http', 'refused by a proxy', 'refused before the proxy', 'refused without origin'],
  matches(evidence) {
    return lostScheme(evidence) && believes(evidence, 'scheme');
  },
};
