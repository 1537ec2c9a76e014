import type { Finding } from './finding';

/** The load balancer does not find this host healthy. */
export const targetUnhealthy: Finding = {
  code: 'TARGET-UNHEALTHY',
  hop: 'load-balancer',
  title: 'the load balancer does not find this host healthy',
  cause: 'The health path does not answer with the status that the target group expects.',
  why: 'The deployment does not finish, or the host is replaced and every socket on it drops.',
  cure: 'Let its security group reach the host\'s port; its health path must be the host\'s own',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],
  explains: ['health'],
  symptom: true,
  onHost: true,
  matches(evidence) {
    const { health } = evidence;
    return health !== undefined && !health.healthy;
  },
};
