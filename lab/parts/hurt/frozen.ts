import type { Fault } from './fault';
import { AGED, lost } from './lost';

/** A host that is there and does nothing. */
export const frozen: Fault = {
  id: 'host-frozen',
  claim: "A host that freezes is replaced, on the load balancer's word: its health checks time out.",
  how: `All processes of the host are stopped where they are (cgroup.freeze); its kernel still takes connections. ${AGED}`,
  parts: ['Auto Scaling', 'EC2', 'agent'],
  run: (service) => lost(service, (host) => host.freeze(), { healthPath: 'no answer', reason: 'Target.Timeout' }),
};
