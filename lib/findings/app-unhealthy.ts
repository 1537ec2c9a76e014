import type { Finding } from './finding';

/** HealthPath does not answer 200. */
export const appUnhealthy: Finding = {
  code: 'APP-UNHEALTHY',
  hop: 'spring-boot',
  title: 'healthPath does not answer 200',
  cause: 'Its own health path does not answer 200.',
  why: 'The deployment does not finish.',
  cure: 'Open it to anonymous requests, and let it tell liveness only; or leave healthPath out: the handshake is the health',
  source: ['https://docs.spring.io/spring-boot/reference/actuator/endpoints.html'],
  explains: ['gate'],
  outside: false,
  onHost: true,
  matches(evidence) {
    const { appHealth } = evidence;
    return appHealth !== undefined && appHealth.status !== 200;
  },
};
