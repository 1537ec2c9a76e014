import { setTimeout as sleep } from 'node:timers/promises';
import { same } from '../claims';
import { outage, served } from './fault';
import type { HealthWatch } from './health-watch';
import type { HurtService } from './hurt-service';

/** Kills a unit's main process; what everybody saw until clients were served again. The host must stay. */
export async function killed(
  service: HurtService,
  unit: string,
  within: number,
): Promise<{ evidence: string; restarts: number; health: HealthWatch }> {
  const host = await service.host();
  const before = Number(await host.unit(unit, 'NRestarts'));
  const health = service.watch(host);
  service.traffic.report();
  await host.signal(unit, 'KILL');
  await sleep(500);
  await served(service, within);
  await health.stop();
  const { text } = outage(service.traffic.report());
  const restarts = Number(await host.unit(unit, 'NRestarts')) - before;
  same('hosts in service', await service.inService(), [host.id]);
  return {
    evidence: `health path: ${health.story}; ${text}; restarted in place (${restarts}x by systemd), ${host.id} stays`,
    restarts,
    health,
  };
}
