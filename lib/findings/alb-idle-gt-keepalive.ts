import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { DEFAULT_LOAD_BALANCER_IDLE_SECONDS } from '../chain/timeouts';
import { seconds } from '../nginx/effective-location';
import { advice, problem, proxyInFront } from './in-configuration';

/** Nginx closes connections that the load balancer still uses. */
export const albIdleGtKeepalive: Finding = {
  code: 'ALB-IDLE-GT-KEEPALIVE',
  hop: 'load-balancer',
  title: 'nginx closes connections that the load balancer still holds for good',
  cause: 'keepalive_timeout is not longer than the load balancer\'s idle timeout, so nginx closes first, and a request into that moment is lost.',
  why: 'A 502 of the load balancer now and then, at /info or xhr_send; open sockets are not affected.',
  cure: 'Set keepalive_timeout above the load balancer\'s idle timeout',
  symptoms: [
    ...refusedWith(502),
  ],
  paste: [
    'keepalive_timeout 4100s;',
    'keepalive_requests 10000;',
  ].join('\n'),
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html#http-502-issues'],
  explains: ['info'],
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
    const detail = `connections are kept for ${kept} s, but the load balancer holds them for ${idle} s${idleSeconds === undefined ? ' unless it was told otherwise' : ''}`;
    const wants = set ? [{ replace: set, by: `keepalive_timeout ${Math.max(75, idle + 100)}s;` }] : [{ line: `keepalive_timeout ${idle + 100}s;`, into: location.server.block }];
    return idleSeconds === undefined ? advice(set ?? location.server.block, detail, wants) : problem(set ?? location.server.block, detail, wants);
  },
};
