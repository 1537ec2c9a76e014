import type { Finding } from './finding';

/** Nginx overwrites the load balancer's X-Forwarded-Port. */
export const fwdPortOverwrite: Finding = {
  code: 'FWD-PORT-OVERWRITE',
  hop: 'nginx',
  title: 'nginx overwrites the load balancer\'s X-Forwarded-Port',
  cause: 'proxy_set_header X-Forwarded-Port $server_port gives nginx\'s own port.',
  why: 'Spring takes its own origin for https://name:80 and refuses the page\'s Origin with 403.',
  cure: 'Remove the line: nginx passes the load balancer\'s header through',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { origin, origins } = evidence;
    return origins !== undefined && !origins.accepted.includes(origin ?? '') && origins.accepted.some((accepted) => /^https:.*:(80|8000)$/.test(accepted));
  },
};
