import type { Finding } from './finding';
import { answeredBy, isConnectTimeout } from './outside-signatures';

/** The load balancer answers itself, no target does. */
export const albStatusCodes: Finding = {
  code: 'ALB-STATUS-CODES',
  hop: 'load-balancer',
  title: 'the load balancer answers itself, no target does',
  cause: '503: no healthy target is registered. 502: the target closed the connection, does not speak HTTP, or TLS where none is expected. 504: it did not answer in time. 400, 460, 463: the request itself.',
  why: 'Every request is answered by a page of the load balancer\'s; nginx and the application log nothing.',
  cure: 'Look at the health of the targets in the target group: state and reason code say which it is',
  paste: 'aws elbv2 describe-target-health --target-group-arn <arn>',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['info', 'websocket', 'event-stream'],
  matches(evidence) {
    return !isConnectTimeout(evidence) && answeredBy(evidence, ['alb', 'haproxy'], (status) => status >= 400 && status !== 401 && status !== 403);
  },
};
