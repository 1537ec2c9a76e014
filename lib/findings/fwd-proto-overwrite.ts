import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { lostScheme } from './signatures';
import { overwritten } from './overwritten';

/** Nginx overwrites the load balancer's X-Forwarded-Proto. */
export const fwdProtoOverwrite: Finding = {
  code: 'FWD-PROTO-OVERWRITE',
  hop: 'nginx',
  title: 'nginx overwrites the load balancer\'s X-Forwarded-Proto',
  cause: 'proxy_set_header X-Forwarded-Proto $scheme behind a load balancer that ends TLS: nginx\'s own scheme is http.',
  why: 'Spring takes its own origin for http:// and refuses the page\'s https:// with 403; redirects go to http://.',
  cure: 'Remove the line: nginx passes the load balancer\'s header through',
  symptoms: [
    ...refusedWith(403),
    { seen: 'answer', text: 'Invalid CORS request' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html', 'https://github.com/spring-projects/spring-framework/issues/24541'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { direct, origin, origins } = evidence;
    if (direct?.handshake !== undefined) {
      return lostScheme(evidence) && direct.handshake.status === 101;
    }
    // The port of TLS beside the scheme of nginx: only somebody who rewrote the one and kept the other says so.
    const { hostname } = new URL(origin ?? 'http://localhost');
    return lostScheme(evidence) && origins?.accepted.includes(`http://${hostname}:443`) === true && !origins.accepted.includes(`http://${hostname}`);
  },
  matchesConfig(route, configuration) {
    const [header] = route.location.headers('X-Forwarded-Proto').filter(({ args }) => args[1] === '$scheme' || args[1] === 'http');
    const fixed = header?.args[1] === 'http';
    return overwritten(route, configuration, {
      header,
      isWrong: ({ ssl }) => fixed || !ssl,
      detail: (at) => (fixed ? 'the application is told http' : `on ${at} this server listens without TLS, so $scheme is http`),
    });
  },
};
