import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** The load balancer does not find this host healthy. */
export const targetUnhealthy: Finding = {
  code: 'TARGET-UNHEALTHY',
  hop: 'load-balancer',
  title: 'the load balancer does not find this host healthy',
  cause: 'The health path does not answer with the status that the target group expects.',
  why: 'The deployment does not finish, or the host is replaced and every socket on it drops.',
  cure: 'Let its security group reach the host\'s port; its health path must be the host\'s own',
  symptoms: [
    ...refusedWith(503),
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],
  explains: ['health'],
  outside: '--health-path <path>',
  symptom: true,
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
      detail: `${target.id}: ${[target.reason, target.description].filter(Boolean).join(', ')}; asked is GET ${targetGroup.health.path} on port ${port}, expected ${targetGroup.health.matcher}`,
      paste: `curl -i http://${instance?.addresses[0] ?? '127.0.0.1'}:${port}${targetGroup.health.path}   # on the host: what does it answer?`,
    };
  },
};
