import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** The load balancer considers this host unhealthy. */
export const targetUnhealthy: Finding = {
  code: 'TARGET-UNHEALTHY',
  hop: 'load-balancer',
  title: 'the load balancer considers this host unhealthy',
  cause: 'The health check path is not answered with the status that the target group expects.',
  why: 'The deployment does not finish, or the host is replaced and every socket on it drops.',
  cure: "Let the host's security group admit the load balancer on the host's port; keep the health check path that the host answers",
  symptoms: [
    ...sockJsAnswered(AFTER_INFO, 503),
    ...infoAnswered(503),
    ...refusedWith(503),
    { seen: 'aws', text: 'Health checks failed with these codes: [<code>]' },
    { seen: 'aws', text: 'Target.ResponseCodeMismatch' },
    { seen: 'aws', text: 'Target.Timeout' },
    { seen: 'aws', text: 'Target.FailedHealthChecks' },
    { seen: 'aws', text: 'Request timed out' },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],
  explains: ['health'],
  refutedBy: ['healthy', 'refused by a proxy', 'refused by the application'],
  outside: '--health-path <path>',
  secondary: true,
  onHost: true,
  matches(evidence) {
    const { health } = evidence;
    return health !== undefined && !health.healthy;
  },
  inAws({ target, targetGroup, instance }) {
    if (target?.state !== 'unhealthy' || !targetGroup) {
      return undefined;
    }
    const port = targetGroup.health.port === 'traffic-port' ? target.port : targetGroup.health.port;
    return {
      question: 'target-health',
      detail:
        `${target.id}: ${[target.reason, target.description].filter(Boolean).join(', ')}; ` +
        `the health check is GET ${targetGroup.health.path} on port ${port}, expected ${targetGroup.health.matcher}`,
      paste:
        `curl -i http://${instance?.addresses[0] ?? '127.0.0.1'}:${port}${targetGroup.health.path}   # on the host: ` +
        'what does it answer?',
    };
  },
};
