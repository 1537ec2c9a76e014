import { setTimeout as sleep } from 'node:timers/promises';
import { UNITS } from '../../../lib/chain/conventions';
import { holds, same } from '../claims';
import { type Fault, outage, served } from './fault';

const SECONDS = 15;

/** A JVM that stands still for a while: a long garbage collection, a database that everything waits for. */
export const jvmHangs: Fault = {
  id: 'jvm-hangs',
  claim: 'A JVM that hangs for a while restarts nothing and replaces nothing: when it goes on, so do its open sockets.',
  how: `SIGSTOP to the JVM, SIGCONT after ${SECONDS} s; five silent sockets are open meanwhile.`,
  parts: ['systemd', 'Spring Boot'],
  run: async (service) => {
    const host = await service.host();
    const sockets = await service.sockets();
    const health = service.watch(host);
    const pid = await host.unit(UNITS.springBoot, 'MainPID');
    service.traffic.report();
    await host.signal(UNITS.springBoot, 'STOP');
    await sleep(SECONDS * 1000);
    await host.signal(UNITS.springBoot, 'CONT');
    await served(service, 20);
    await health.stop();
    const seen = outage(service.traffic.report());
    const survivors = await sockets.survivors();
    holds(seen.failed > 0, 'no request failed although the JVM stood still: the fault was none');
    holds(survivors.all, survivors.text);
    holds(!health.heard('503'), `the health path lost its patience: ${health.story}`);
    same('process of Spring Boot', await host.unit(UNITS.springBoot, 'MainPID'), pid);
    same('hosts in service', await service.inService(), [host.id]);
    return `health path: ${health.story}; ${seen.text}; ${survivors.text}; the same JVM (pid ${pid}) goes on, ${host.id} stays`;
  },
};
