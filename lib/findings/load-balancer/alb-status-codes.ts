import type { Finding } from '../finding';
import { answeredBy, isConnectTimeout } from '../outside-signatures';

/** The load balancer answers with an error of its own. */
export const albStatusCodes: Finding = {
  code: 'ALB-STATUS-CODES',
  hop: 'load-balancer',
  title: 'the load balancer answers with an error of its own',
  cause:
    '503: no healthy target is registered. 502: the target closed the connection, does not speak HTTP, ' +
    'or speaks TLS where none is expected. 504: it did not answer in time. 400, 460, 463: the request itself.',
  why: "Every request is answered with the load balancer's error page; nginx and the application log nothing.",
  cure: 'Look at the health of the targets in the target group: status and reason code say which of these it is',
  paste: 'aws elbv2 describe-target-health --target-group-arn <arn>',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['refused by a proxy', 'refused by the application'],
  matches(evidence) {
    return !isConnectTimeout(evidence) && answeredBy(evidence, ['alb'], (status) => status >= 400 && status !== 401 && status !== 403);
  },
};
