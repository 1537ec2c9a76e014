import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { DEFAULT_LOAD_BALANCER_IDLE_SECONDS } from '../../chain/timeouts';
import { seconds } from '../../nginx/effective-location';
import { advice, problem, proxyInFront } from '../in-configuration';

/** Nginx closes idle connections before the load balancer does. */
export const albIdleGtKeepalive: Finding = {
  code: 'ALB-IDLE-GT-KEEPALIVE',
  hop: 'load-balancer',
  title: 'nginx closes idle connections before the load balancer does',
  cause:
    "keepalive_timeout is not longer than the load balancer's idle timeout, " +
    'so nginx closes first, and a request that is sent at that moment is lost.',
  why: 'The load balancer answers 502 now and then, at /info or xhr_send; open sockets are not affected.',
  cure: "Set keepalive_timeout above the load balancer's idle timeout",
  symptoms: [...sockJsAnswered(AFTER_INFO, 502), ...infoAnswered(502), ...refusedWith(502)],
  paste: ['keepalive_timeout 4100s;', 'keepalive_requests 10000;'].join('\n'),
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues'],
  explains: ['info'],
  refutedBy: ['refused by a proxy', 'refused by the application'],
  matchesConfig(route, configuration) {
    const { idleSeconds } = configuration;
    const { location } = route;
    const set = location.setting('keepalive_timeout');
    const kept = seconds(set?.args[0] ?? '75s');
    const idle = idleSeconds ?? DEFAULT_LOAD_BALANCER_IDLE_SECONDS;
    const front = proxyInFront(route, configuration);
    if (kept === undefined || kept > idle || (idleSeconds === undefined && front === undefined)) {
      return undefined;
    }
    const detail =
      `connections are kept for ${kept} s, but the load balancer keeps them ` +
      `for ${idle} s${idleSeconds === undefined ? ' by default' : ''}`;
    const wants = set
      ? [{ replace: set, by: `keepalive_timeout ${Math.max(75, idle + 100)}s;` }]
      : [{ line: `keepalive_timeout ${idle + 100}s;`, into: location.server.block }];
    return idleSeconds === undefined
      ? advice(set ?? location.server.block, detail, wants)
      : problem(set ?? location.server.block, detail, wants);
  },
};
