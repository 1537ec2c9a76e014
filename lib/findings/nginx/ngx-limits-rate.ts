import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { named } from '../../nginx/servers';
import { advice, carriesSockets } from '../in-configuration';

/** Nginx's rate limit counts all users behind the load balancer as one client. */
export const ngxLimitsRate: Finding = {
  code: 'NGX-LIMITS-RATE',
  hop: 'nginx',
  title: "nginx's rate limit counts all users behind the load balancer as one client",
  cause:
    "$binary_remote_addr is the load balancer's address unless nginx reads the client's address from X-Forwarded-For. " +
    'One connect of SockJS makes up to six requests at once.',
  why: '503 from nginx now and then, more often with more users; its log says "limiting requests".',
  cure: "Take the client's address from X-Forwarded-For (set_real_ip_from, real_ip_header), or do not limit the WebSocket route",
  symptoms: [
    ...sockJsAnswered(AFTER_INFO, 503),
    ...infoAnswered(503),
    ...refusedWith(503),
    { seen: 'nginx', text: 'limiting requests, excess: <n> by zone' },
    { seen: 'nginx', text: 'limiting connections by zone' },
  ],
  paste: ['set_real_ip_from 10.0.0.0/8;', 'real_ip_header X-Forwarded-For;'].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_realip_module.html'],
  explains: ['info', 'websocket'],
  before: ['NGX-WORKER-CONN'],
  refutedBy: ['answered alone and in a crowd', 'refused by the application'],
  matches(evidence) {
    const { burst } = evidence;
    return burst !== undefined && burst.alone < 400 && burst.alone > 0 && burst.together.some((status) => status === 429 || status === 503);
  },
  matchesConfig(route) {
    const { location } = route;
    const limits = [...location.all('limit_req'), ...location.all('limit_conn')];
    const zones = [
      ...named(location.server.http.block ?? [], 'limit_req_zone'),
      ...named(location.server.http.block ?? [], 'limit_conn_zone'),
    ];
    const byAddress = limits.find(({ args }) => {
      const name = args.find((arg) => arg.startsWith('zone='))?.slice(5) ?? args[0];
      return zones.some(
        (zone) => /^\$(binary_)?remote_addr$/.test(zone.args[0] ?? '') && zone.args.some((arg) => arg.startsWith(`zone=${name}:`)),
      );
    });
    if (!carriesSockets(route) || !byAddress || location.setting('real_ip_header')) {
      return undefined;
    }
    return advice(byAddress, 'behind a load balancer all clients share one $remote_addr');
  },
};
