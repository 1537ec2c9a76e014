import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { overwritten } from './overwritten';

/** Nginx overwrites the load balancer's X-Forwarded-Port. */
export const fwdPortOverwrite: Finding = {
  code: 'FWD-PORT-OVERWRITE',
  hop: 'nginx',
  title: 'nginx overwrites the load balancer\'s X-Forwarded-Port',
  cause: 'proxy_set_header X-Forwarded-Port $server_port gives nginx\'s own port.',
  why: 'Spring takes its own origin for https://name:80 and refuses the page\'s Origin with 403.',
  cure: 'Remove the line: nginx passes the load balancer\'s header through',
  symptoms: [
    ...refusedWith(403),
    { seen: 'answer', text: 'Invalid CORS request' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { origin, origins } = evidence;
    return origins !== undefined && !origins.accepted.includes(origin ?? '') && origins.accepted.some((accepted) => /^https:.*:(80|8000)$/.test(accepted));
  },
  matchesConfig(route, configuration) {
    const [header] = route.location.headers('X-Forwarded-Port').filter(({ args }) => /^(\$server_port|80|8000|8080)$/.test(args[1] ?? ''));
    return overwritten(route, configuration, {
      header,
      isWrong: ({ port }) => header?.args[1] !== '$server_port' || port !== 443,
      detail: (at) => `the application is told ${header!.args[1]}, nginx's own port on ${at}`,
    });
  },
};
