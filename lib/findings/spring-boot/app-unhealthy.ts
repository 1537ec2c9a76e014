import type { Finding } from '../finding';

/** HealthPath does not answer 200. */
export const appUnhealthy: Finding = {
  code: 'APP-UNHEALTHY',
  hop: 'spring-boot',
  title: 'healthPath does not answer 200',
  cause: 'The health path of the application does not answer 200.',
  why: 'The deployment does not finish.',
  cure: 'Allow anonymous requests to it and let it report liveness only; or leave healthPath out: then the handshake is the health check',
  source: ['https://docs.spring.io/spring-boot/reference/actuator/endpoints.html'],
  explains: ['gate'],
  refutedBy: ['gate'],
  outside: false,
  onHost: true,
  matches(evidence) {
    const { appHealth } = evidence;
    return appHealth !== undefined && appHealth.status !== 200;
  },
};
