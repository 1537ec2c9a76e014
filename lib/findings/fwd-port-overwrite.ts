import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { advice, carriesSockets, isPlain, problem, tlsInFront } from './in-configuration';

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
    const { location } = route;
    const [header] = location.headers('X-Forwarded-Port').filter(({ args }) => /^(\$server_port|80|8000|8080)$/.test(args[1] ?? ''));
    const told = tlsInFront(route, configuration);
    if (!carriesSockets(route) || !header || (!isPlain(location.server) && !told)) {
      return undefined;
    }
    const detail = `the application is told ${header.args[1]}, nginx's own port`;
    return told ? problem(header, `${detail}, while TLS ends in front of it (${told})`, [{ remove: header }]) : advice(header, `${detail}: wrong where a load balancer in front listens on 443`, [{ remove: header }]);
  },
};
