import type { Finding } from './finding';

/** Nginx does not forward the Host header. */
export const ngxHostMissing: Finding = {
  code: 'NGX-HOST-MISSING',
  hop: 'nginx',
  title: 'nginx does not forward the Host header',
  cause: 'Without proxy_set_header Host nginx sends the name of the upstream.',
  why: 'Spring takes 127.0.0.1 for its own name and refuses the page\'s Origin with 403.',
  cure: 'Add to the location: proxy_set_header Host $http_host;',
  paste: [
    'proxy_set_header Host $http_host;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { origin, origins } = evidence;
    return origins !== undefined && !origins.accepted.includes(origin ?? '') && origins.accepted.some((accepted) => /\/\/(127\.0\.0\.1|localhost|spring_boot)\b/.test(accepted));
  },
};
