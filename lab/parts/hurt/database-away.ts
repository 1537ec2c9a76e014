import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../../../lib/probes/exchange';
import { until } from '../../machines/command';
import { holds, same } from '../claims';
import type { Database } from './database';
import { type Fault, outage } from './fault';
import { IMPATIENT, makeImpatient } from './impatient';

const SECONDS = 30;

/** A database that does not answer any more. */
export const databaseAway = (database: Database): Fault => ({
  id: 'database-away',
  claim: "A database that is away replaces nothing: the application says DOWN, the host's health path says 200, open sockets stay open.",
  how:
    `The cable of a real database (H2's server) is pulled for ${SECONDS} s; ` +
    `Spring Boot's /actuator/health is asked from outside. So that the agent looks often enough, ${IMPATIENT}.`,
  parts: ['Spring Boot', 'agent'],
  run: async (service) => {
    const host = await service.host();
    await makeImpatient(host);
    const status = async (path: string) => (await exchange(service.clientTarget, { path }, { timeoutMs: 8000 })).status;
    // The pool's first connection may take longer than the pool waits, on machines as busy as the lab's.
    await until(async () => (await status('/rooms')) === 200, 30);
    same('/rooms and /actuator/health before', [await status('/rooms'), await status('/actuator/health')], [200, 200]);
    const sockets = await service.sockets();
    const health = service.watch(host);
    service.traffic.report();
    await database.away(true);
    const started = Date.now();
    const during = [await status('/rooms'), await status('/actuator/health')];
    await sleep(Math.max(0, started + SECONDS * 1000 - Date.now()));
    const later = await status('/actuator/health');
    await database.away(false);
    await health.stop();
    const seen = outage(service.traffic.report());
    const survivors = await sockets.survivors();
    holds(during[0] !== 200, '/rooms is answered with 200 without the database: the fault was none');
    same('/actuator/health without the database, at once and later', [during[1], later], [503, 503]);
    holds(!health.heard('503') && !health.heard('no answer'), `the health path says ${health.story}`);
    holds(survivors.all && seen.failed === 0, `${survivors.text}; ${seen.text}`);
    same('hosts in service', await service.inService(), [host.id]);
    const back = Date.now();
    await until(async () => (await status('/rooms')) === 200, 30);
    same('/rooms with the database again', await status('/rooms'), 200);
    const seconds = Math.round((Date.now() - back) / 1000);
    return (
      `/rooms ${during[0] ?? 'hangs'} and /actuator/health 503 for ${SECONDS} s, health path: ${health.story}; ` +
      `${seen.text}; ${survivors.text}; nothing was restarted or replaced; /rooms is 200 again ${seconds} s after the database`
    );
  },
});
