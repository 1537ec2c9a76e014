import type { Finding } from './finding';
import { addressesOf, isName, targetsOf } from '../nginx/upstream';
import { advice, carriesSockets } from './in-configuration';

/** The application's name is looked up once. */
export const ngxDnsStale: Finding = {
  code: 'NGX-DNS-STALE',
  hop: 'nginx',
  title: 'nginx looks the application\'s name up once, when it starts',
  cause: 'A name in proxy_pass or in an upstream keeps the addresses of nginx\'s start, unless a resolver is set and the server says resolve.',
  why: 'After the application moves (another internal load balancer, a new container) 502 or 504 until nginx is reloaded.',
  cure: 'Set a resolver, and "resolve" with a zone in the upstream (nginx 1.27.3 and newer)',
  symptoms: [
    { seen: 'nginx', text: 'host not found in upstream "<name>"' },
    { seen: 'nginx', text: 'no resolver defined to resolve <name>' },
    { seen: 'nginx', text: '<name> could not be resolved' },
  ],
  paste: [
    'resolver 169.254.169.253 valid=10s;',
    'upstream app { zone app 64k; server app.internal:8080 resolve; }',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve'],
  explains: ['info', 'websocket'],
  severity: 'notice',
  matchesConfig(route) {
    const [found] = targetsOf(route.location).flatMap(addressesOf).filter(({ host, flags }) => isName(host) && !flags.includes('resolve'));
    return carriesSockets(route) && found ? advice(found.directive, `the addresses of ${found.host} are looked up once`) : undefined;
  },
};
