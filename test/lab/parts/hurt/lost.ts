import type { Instance } from '../../machines/instance';
import { outage, served } from './fault';
import type { HurtService } from './hurt-service';

/** Auto Scaling launches a host and boots it before the old one goes; EC2 and packages take longer than this lab. */
const WITHIN_SECONDS = 240;

/** What every such row says of the grace period. */
export const AGED = 'The grace period of 1200 s was ended by UpdateAutoScalingGroup, as if the host had served for long.';

/** Does to a host what it does not come back from; what everybody saw until another one serves. */
export async function lost(service: HurtService, happen: (host: Instance) => Promise<void> | void): Promise<string> {
  const host = await service.host();
  await service.endGracePeriod();
  const health = service.watch(host);
  const started = Date.now();
  service.traffic.report();
  await happen(host);
  const { by, because } = await service.replaced(host, WITHIN_SECONDS);
  const replaced = Math.round((Date.now() - started) / 1000);
  await health.stop();
  await served(service, WITHIN_SECONDS);
  const { text } = outage(service.traffic.report());
  return `health path of ${host.id}: ${health.story}; ${text}; replaced by ${by} alone after ${replaced} s (${because})`;
}
