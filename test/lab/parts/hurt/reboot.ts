import { setTimeout as sleep } from 'node:timers/promises';
import { holds, same } from '../claims';
import { type Fault, outage, served } from './fault';

/** The kernel's own boot comes on top of this on EC2: here there is none. */
const WITHIN_SECONDS = 90;

/** A reboot, as a kernel update needs one. */
export const reboot: Fault = {
  id: 'reboot',
  claim: 'A reboot comes back by itself: secrets are fetched again, the jar is not, the host stays.',
  how: 'systemctl reboot inside, while a client asks.',
  parts: ['systemd', 'agent', 'nginx', 'Spring Boot', 'S3'],
  run: async (service) => {
    const host = await service.host();
    const bootId = async () => (await host.run(['systemctl', 'show', '--value', '-p', 'UserspaceTimestamp'])).stdout.trim();
    const jar = async () => (await host.run(['stat', '-c', '%y', '/var/lib/websocket-host/app.jar'])).stdout.trim();
    const [before, jarBefore] = [await bootId(), await jar()];
    const health = service.watch(host);
    service.traffic.report();
    await host.reboot();
    await sleep(3000);
    await served(service, WITHIN_SECONDS);
    const back = Date.now();
    while (!health.latest('200') && Date.now() - back < 45_000) {
      await sleep(500);
    }
    await health.stop();
    const { text } = outage(service.traffic.report());
    holds((await bootId()) !== before, 'the host did not reboot');
    same('when the jar was written', await jar(), jarBefore);
    holds(health.latest('200'), `the health path is not 200 again: ${health.story}`);
    same('hosts in service', await service.inService(), [host.id]);
    return `health path: ${health.story}; ${text}; the jar was not fetched again; ${host.id} stays`;
  },
};
