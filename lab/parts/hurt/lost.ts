import type { Instance } from '../../machines/instance';
import { holds, same } from '../claims';
import { outage, served } from './fault';
import type { HurtService } from './hurt-service';

/** Auto Scaling launches a host and boots it before the old one goes; EC2 and packages take longer than this lab. */
const WITHIN_SECONDS = 240;

/** What every such row says of the grace period. */
export const AGED = 'The grace period of 1200 s was ended by UpdateAutoScalingGroup, as if the host had served for long.';

/** How a fault shows in health checks. */
export interface Symptom {
  /** What the health path says from then on, in the words of HealthWatch. */
  readonly healthPath: string;
  /** Why the load balancer calls the host unhealthy, as DescribeTargetHealth has it. */
  readonly reason: string;
}

/** Does to a host what it does not come back from; what everybody saw until another one serves. */
export async function lost(
  service: HurtService,
  happen: (host: Instance) => Promise<void> | void,
  { healthPath, reason }: Symptom,
): Promise<string> {
  const host = await service.host();
  await service.endGracePeriod();
  const health = service.watch(host);
  const started = Date.now();
  service.traffic.report();
  await happen(host);
  const word = await service.unhealthy(host, WITHIN_SECONDS);
  const { by, because } = await service.replaced(host, WITHIN_SECONDS);
  const replaced = Math.round((Date.now() - started) / 1000);
  await health.stop();
  await served(service, WITHIN_SECONDS);
  const { text } = outage(service.traffic.report());
  same("the load balancer's reason", word, reason);
  holds(
    because.startsWith('an ELB system health check failure'),
    `Auto Scaling replaced it for '${because}', not on the load balancer's word`,
  );
  holds(health.heard(healthPath) && !health.latest('200'), `the health path should say '${healthPath}', but says ${health.story}`);
  return (
    `health path of ${host.id}: ${health.story}, so the load balancer says ${word}; ` +
    `${text}; replaced by ${by} alone after ${replaced} s (${because})`
  );
}
