import { setTimeout as sleep } from 'node:timers/promises';
import { holds, same } from '../claims';
import { type Fault, outage, served } from './fault';

const SECONDS = 20;

/** A cable that is pulled and put back. */
export const linkDown: Fault = {
  id: 'link-down',
  claim:
    "The network is away for less than the load balancer's patience (3 checks, 15 s apart): open sockets outlive it, nothing is replaced.",
  how: `The host's link is down for ${SECONDS} s; five silent sockets are open meanwhile.`,
  run: async (service) => {
    const host = await service.host();
    const sockets = await service.sockets();
    const health = service.watch(host);
    service.traffic.report();
    await service.lab.machines.link(host.id, 'down');
    await sleep(SECONDS * 1000);
    await service.lab.machines.link(host.id, 'up');
    await served(service, 30);
    await health.stop();
    const seen = outage(service.traffic.report());
    const survivors = await sockets.survivors();
    holds(seen.failed > 0, 'no request failed although the link was down: the fault was none');
    holds(survivors.all, survivors.text);
    same('hosts in service', await service.inService(), [host.id]);
    return `health path: ${health.story}; ${seen.text}; ${survivors.text}; ${host.id} stays`;
  },
};
