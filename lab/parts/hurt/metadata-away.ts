import { UNITS } from '../../../lib/chain/conventions';
import { holds, same } from '../claims';
import type { Fault } from './fault';
import { killed } from './killed';

/** No metadata service, and so no credentials and no AWS. */
export const metadataAway: Fault = {
  id: 'metadata-away',
  claim: 'Without the metadata service, and so without credentials, a host goes on: even nginx and the JVM are killed and come back.',
  how: "The host's packets to 169.254.169.254 are dropped; kill -9 of nginx and of the JVM meanwhile.",
  parts: ['systemd', 'nginx', 'Spring Boot'],
  run: async (service) => {
    const host = await service.host();
    await service.lab.machines.metadataAway(host.id, true);
    try {
      const { status } = await host.run(['curl', '--silent', '--max-time', '2', 'http://169.254.169.254/latest/meta-data/'], {
        seconds: 5,
      });
      holds(status !== 0, 'the metadata service still answers: the fault was none');
      const nginx = await killed(service, UNITS.nginx, 15);
      const jvm = await killed(service, UNITS.springBoot, 120);
      same('hosts in service', await service.inService(), [host.id]);
      return `nginx: ${nginx.evidence}. JVM: ${jvm.evidence}`;
    } finally {
      await service.lab.machines.metadataAway(host.id, false);
    }
  },
};
