import type { Finding } from './finding';
import { lostScheme } from './signatures';

/** Nginx overwrites the load balancer's X-Forwarded-Proto. */
export const fwdProtoOverwrite: Finding = {
  code: 'FWD-PROTO-OVERWRITE',
  hop: 'nginx',
  title: 'nginx overwrites the load balancer\'s X-Forwarded-Proto',
  cause: 'proxy_set_header X-Forwarded-Proto $scheme behind a load balancer that ends TLS: nginx\'s own scheme is http.',
  why: 'Spring takes its own origin for http:// and refuses the page\'s https:// with 403; redirects go to http://.',
  cure: 'Remove the line: nginx passes the load balancer\'s header through',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html', 'https://github.com/spring-projects/spring-framework/issues/24541'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { direct } = evidence;
    return lostScheme(evidence) && direct?.handshake?.status === 101;
  },
};
