import { setTimeout as sleep } from 'node:timers/promises';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { UNITS } from '../../../lib/chain/conventions';
import { holds, same } from '../claims';
import { type Fault, outage, served } from './fault';
import { HURT_SECRET, HURT_VARIABLE } from './stacks';

/** The kernel's own boot comes on top of this on EC2: here there is none. */
const WITHIN_SECONDS = 90;
const CHANGED = 'as it was changed before the reboot';

/** A reboot, as a kernel update needs one. */
export const reboot: Fault = {
  id: 'reboot',
  claim: 'A reboot comes back by itself: secrets are fetched again, the jar is not, the host stays.',
  how:
    "The secret's value is changed by PutSecretValue; then systemctl reboot inside, while a client asks. " +
    'The environment of the JVM before and after, and when the jar was written.',
  parts: ['systemd', 'agent', 'nginx', 'Spring Boot', 'AWS APIs'],
  run: async (service) => {
    const host = await service.host();
    const bootId = async () => (await host.run(['systemctl', 'show', '--value', '-p', 'UserspaceTimestamp'])).stdout.trim();
    const jar = async () => (await host.run(['stat', '-c', '%y', '/var/lib/websocket-host/app.jar'])).stdout.trim();
    const secret = async () => {
      const environment = `/proc/${await host.unit(UNITS.springBoot, 'MainPID')}/environ`;
      return (await host.run(['sh', '-c', `tr '\\0' '\\n' < ${environment} | sed -n s/^${HURT_VARIABLE}=//p`])).stdout.trim();
    };
    const [before, jarBefore, secretBefore] = [await bootId(), await jar(), await secret()];
    await service.lab.aws.secrets.send(new PutSecretValueCommand({ SecretId: HURT_SECRET, SecretString: CHANGED }));
    same('the secret until the reboot', await secret(), secretBefore);
    holds(
      secretBefore !== '' && secretBefore !== CHANGED,
      `the application's secret was '${secretBefore}' before, so nothing would be proved`,
    );
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
    same('the secret after the reboot', await secret(), CHANGED);
    same('when the jar was written', await jar(), jarBefore);
    holds(health.latest('200'), `the health path is not 200 again: ${health.story}`);
    same('hosts in service', await service.inService(), [host.id]);
    return (
      `health path: ${health.story}; ${text}; the application's secret was "${secretBefore}" and is "${CHANGED}"; ` +
      `the jar was not fetched again; ${host.id} stays`
    );
  },
};
