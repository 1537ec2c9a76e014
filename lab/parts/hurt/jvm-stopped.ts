import { UNITS } from '../../../lib/chain/conventions';
import { holds } from '../claims';
import type { Fault } from './fault';
import { IMPATIENT, makeImpatient } from './impatient';
import { AGED, lost } from './lost';

/** A JVM that hangs for good. */
export const jvmStopped: Fault = {
  id: 'jvm-hung-for-good',
  claim:
    "A JVM that hangs longer than the agent's patience (ten minutes at least) makes its host unhealthy, " +
    'and the host is replaced; the deployment log says APP-TOO-SLOW.',
  how: `SIGSTOP to the JVM for good. Shortened here: ${IMPATIENT}. ${AGED}`,
  parts: ['systemd', 'Spring Boot', 'Auto Scaling', 'EC2', 'agent'],
  run: async (service) => {
    const host = await service.host();
    await makeImpatient(host);
    const evidence = await lost(service, () => host.signal(UNITS.springBoot, 'STOP'), {
      healthPath: '503',
      reason: 'Target.ResponseCodeMismatch',
    });
    holds(host.console().includes('this host is unhealthy: APP-TOO-SLOW'), 'the console does not say APP-TOO-SLOW');
    const log = await service.deploymentLog(host);
    holds(log.includes('this host is unhealthy: APP-TOO-SLOW'), `the deployment log says: ${log || 'nothing'}`);
    return `${evidence}; console and deployment log: "${log.slice(0, 120)}..."`;
  },
};
