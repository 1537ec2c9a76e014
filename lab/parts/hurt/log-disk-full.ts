import { setTimeout as sleep } from 'node:timers/promises';
import { UNITS } from '../../../lib/chain/conventions';
import { holds, same } from '../claims';
import { type Fault, outage } from './fault';
import { killed } from './killed';

/** Nothing more can be logged. */
export const logDiskFull: Fault = {
  id: 'log-disk-full',
  claim: 'The file system of the logs is full: clients notice nothing, and nginx and the JVM come back when they are killed.',
  how: '/var/log (a file system of its own here) is filled to its last byte; a client asks for 5 s; then kill -9 of nginx and of the JVM.',
  parts: ['systemd', 'nginx', 'Spring Boot'],
  run: async (service) => {
    const host = await service.host();
    await host.fillDisk('/var/log');
    try {
      const { stdout } = await host.run(['df', '--output=avail', '/var/log']);
      same('kilobytes free', Number(stdout.trim().split('\n').pop()), 0);
      service.traffic.report();
      await sleep(5000);
      const full = outage(service.traffic.report());
      holds(full.failed === 0, full.text);
      const nginx = await killed(service, UNITS.nginx, 15);
      const jvm = await killed(service, UNITS.springBoot, 120);
      same('hosts in service', await service.inService(), [host.id]);
      return `0 kB free: ${full.text}. nginx killed: ${nginx.evidence}. JVM killed: ${jvm.evidence}`;
    } finally {
      await host.emptyDisk('/var/log');
    }
  },
};
