import type { Fault } from './fault';
import { AGED, lost } from './lost';

/** kill -9 of the host. */
export const powerOff: Fault = {
  id: 'host-killed',
  claim:
    "A host that is gone is replaced by Auto Scaling, on the load balancer's word, and clients are served again without anybody's hand.",
  how: `kill -9 of all of the host at once, its systemd included. ${AGED}`,
  parts: ['Auto Scaling', 'EC2', 'agent'],
  run: (service) => lost(service, (host) => host.kill(), { healthPath: 'no connection', reason: 'Target.FailedHealthChecks' }),
};
