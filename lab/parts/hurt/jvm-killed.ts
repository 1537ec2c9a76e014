import { UNITS } from '../../../lib/chain/conventions';
import { holds } from '../claims';
import { killed } from './killed';
import type { Fault } from './fault';

/** kill -9 of the JVM. */
export const jvmKilled: Fault = {
  id: 'jvm-killed',
  claim: 'The JVM is killed: systemd starts it again, clients are back as soon as Spring Boot has started, the host stays.',
  how: 'kill -9 of the main process of spring-boot.service, while a client asks.',
  parts: ['systemd', 'Spring Boot'],
  run: async (service) => {
    const { evidence, restarts, health } = await killed(service, UNITS.springBoot, 120);
    holds(restarts >= 1, `spring-boot.service was restarted ${restarts} times`);
    holds(!health.heard('503'), `the health path said 503 for a restart: ${health.story}`);
    return evidence;
  },
};
