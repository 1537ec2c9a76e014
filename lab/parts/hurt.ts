import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { succeeded } from '../cdk';
import type { Lab } from '../lab';
import { mirrorJar } from '../mirror-jar';
import { claimsOf } from './claims';
import { Database } from './hurt/database';
import { databaseAway } from './hurt/database-away';
import type { Fault } from './hurt/fault';
import { frozen } from './hurt/frozen';
import { HurtService } from './hurt/hurt-service';
import { jvmHangs } from './hurt/jvm-hangs';
import { jvmKilled } from './hurt/jvm-killed';
import { jvmStopped } from './hurt/jvm-stopped';
import { linkDown } from './hurt/link-down';
import { logDiskFull } from './hurt/log-disk-full';
import { metadataAway } from './hurt/metadata-away';
import { nginxKilled } from './hurt/nginx-killed';
import { packetsLost } from './hurt/packets-lost';
import { powerOff } from './hurt/power-off';
import { reboot } from './hurt/reboot';
import { HURT, HURT_SECRET, type Hurt } from './hurt/stacks';
import type { Part } from './part';
import { zoneId } from './zone-id';

const NAME = 'hurt';

/** Faults: what the health path says, what users see, when it is healed, and what replaced what. */
export const hurt: Part = {
  name: NAME,
  title: "Hurt it: faults, and recovery without anybody's hand",
  async run(lab) {
    await lab.bootstrap();
    const mirror = mirrorJar(lab.cache, lab.say);
    const database = await Database.start(lab, mirror);
    try {
      await deploy(lab, mirror, database);
      const lanes: Record<Hurt, readonly Fault[]> = {
        processes: [nginxKilled, jvmKilled, jvmHangs, packetsLost, linkDown, metadataAway, logDiskFull],
        database: [databaseAway(database), frozen],
        power: [powerOff],
        reboot: [reboot, jvmStopped],
      };
      await Promise.all(HURT.map((name) => lane(lab, name, lanes[name])));
      lab.proof.notShown({ part: NAME, id: 'clock', claim: 'A host whose clock jumps goes on.', why: CLOCK });
      lab.proof.notShown({
        part: NAME,
        id: 'jvm-hung-in-full',
        claim: "The agent's patience with a hanging JVM in full length.",
        why: 'It is ten minutes at least, longer than a part of the lab may take: shown shortened (jvm-hung-for-good).',
      });
    } finally {
      database.stop();
    }
  },
};

const CLOCK =
  "Containers share the machine's clock, and no namespace gives them one of their own. " +
  'The agent measures its pauses by the monotonic clock; ' +
  'calls that AWS refuses for their time are tried again (test/host/agent/test_aws.py: "a clock that is not set yet").';

/** One service's faults, one after the other. */
async function lane(lab: Lab, name: Hurt, faults: readonly Fault[]): Promise<void> {
  const show = claimsOf(lab, NAME);
  const service = await HurtService.find(lab, name);
  await service.endGracePeriod();
  try {
    for (const fault of faults) {
      await show({ ...fault, parts: ['clients', 'load balancer', ...(fault.parts ?? [])] }, () => fault.run(service));
    }
  } finally {
    await service.traffic.stop();
  }
}

async function deploy(lab: Lab, jar: string, { url }: Database): Promise<void> {
  const { machines, say } = lab;
  const { hardware } = machines;
  // A file system for logs, so that it can be filled.
  machines.hardware = { ...hardware, logMebibytes: 64 };
  await lab.aws.secrets.send(new CreateSecretCommand({ Name: HURT_SECRET, SecretString: 'as it was deployed' }));
  say('cdk deploy of four services');
  try {
    const context = { jar, databaseUrl: url, zone: lab.zone, zoneId: await zoneId(lab) };
    const run = await lab.cdk(['deploy', '--all', '--concurrency', '4', '--require-approval', 'never', '--progress', 'events'], {
      app: 'hurt',
      context,
    });
    lab.proof.figure(
      NAME,
      'cdk deploy of the four services that are hurt',
      `${succeeded(run, 'cdk deploy of lab/apps/hurt.ts').seconds} s`,
    );
  } finally {
    machines.hardware = hardware;
  }
}
