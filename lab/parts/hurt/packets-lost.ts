import { setTimeout as sleep } from 'node:timers/promises';
import { holds, same } from '../claims';
import { type Fault, outage, served } from './fault';

const SHARE = 0.1;
const SECONDS = 12;

/** A network that loses packets. */
export const packetsLost: Fault = {
  id: 'packets-lost',
  claim: 'Packets are lost: TCP sends them again, sockets stay, nothing is replaced.',
  how: `The host's network card drops ${SHARE * 100} % of all packets of both directions for ${SECONDS} s, by chance, and counts them.`,
  run: async (service) => {
    const host = await service.host();
    const sockets = await service.sockets();
    const health = service.watch(host);
    service.traffic.report();
    await service.lab.machines.dropPackets(host.id, SHARE);
    await sleep(SECONDS * 1000);
    const lost = await service.lab.machines.packetsLost(host.id);
    await service.lab.machines.dropPackets(host.id, 0);
    const seen = outage(service.traffic.report());
    await served(service, 20);
    await health.stop();
    const survivors = await sockets.survivors();
    holds(lost > 0, 'no packet was lost: the fault was none');
    holds(survivors.all, survivors.text);
    same('hosts in service', await service.inService(), [host.id]);
    return `${lost} packets were lost; health path: ${health.story}; ${seen.text}; ${survivors.text}; ${host.id} stays`;
  },
};
