import type { Finding } from '../finding';
import { addressesOf, isName, targetsOf } from '../../nginx/upstream';
import { advice, carriesSockets } from '../in-configuration';

/** Nginx resolves the application's name only once, when it starts. */
export const ngxDnsStale: Finding = {
  code: 'NGX-DNS-STALE',
  hop: 'nginx',
  title: "nginx resolves the application's name only once, when it starts",
  cause:
    'nginx keeps the addresses of a name in proxy_pass or in an upstream, ' +
    'unless a resolver is set and the server has the parameter resolve.',
  why: "After the application's address changes (another internal load balancer, a new container) 502 or 504 until nginx is reloaded.",
  cure: 'Set a resolver, and the parameter "resolve" with a zone in the upstream (nginx 1.27.3 and newer)',
  symptoms: [
    { seen: 'nginx', text: 'host not found in upstream "<name>"' },
    { seen: 'nginx', text: 'no resolver defined to resolve <name>' },
    { seen: 'nginx', text: '<name> could not be resolved' },
  ],
  paste: ['resolver 169.254.169.253 valid=10s;', 'upstream app { zone app 64k; server app.internal:8080 resolve; }'].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve'],
  explains: ['info', 'websocket'],
  severity: 'notice',
  matchesConfig(route) {
    const [found] = targetsOf(route.location)
      .flatMap(addressesOf)
      .filter(({ host, flags }) => isName(host) && !flags.includes('resolve'));
    return carriesSockets(route) && found ? advice(found.directive, `the addresses of ${found.host} are looked up once`) : undefined;
  },
};
