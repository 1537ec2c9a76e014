import { UNITS } from '../../../lib/chain/conventions';
import { alarm } from '../../aws/cloud-watch';
import { succeeded } from '../../cdk';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Show } from '../boot/events';
import { holds, same } from '../claims';
import type { Fleets } from './fleets';
import { STACKS } from './stacks';

/** The alarm wants three minutes, and the first of them may have begun with the engine. */
const ALARM_SECONDS = 300;

/** An engine that is gone for good: what is said of it, and that it holds up no deployment. */
export async function showAway(lab: Lab, fleets: Fleets, show: Show): Promise<void> {
  const service = await fleets.service('away');
  const [old] = await fleets.hosts(service);
  const name = service.ids('AWS::CloudWatch::Alarm').find((id) => id.includes('MessagingAway')) ?? '';
  const off = await show(
    {
      id: 'alarm',
      claim:
        "Three minutes without its engine set a service's messagingAlarm off, which names the finding and where to look; the host stays.",
      how: 'kill -9 of Redis; then DescribeAlarms, and the instances in service.',
      parts: ['Redis', 'Spring Boot', 'agent', 'IAM', 'AWS APIs', 'Auto Scaling'],
    },
    async () => {
      const now = () => alarm(lab.emulator, name);
      same('the state while the engine is there', (await now()).StateValue === 'ALARM', false);
      fleets.engines.away.kill();
      const started = Date.now();
      const went = await until(async () => (await now()).StateValue === 'ALARM', ALARM_SECONDS, 1000);
      const { AlarmDescription: description, StateReason: reason } = await now();
      holds(went, `${name} did not go off: ${reason}`);
      holds(description.startsWith('BROKER-ENGINE-AWAY '), `${name} says ${description}`);
      same(
        'hosts in service',
        (await fleets.hosts(service)).map(({ id }) => id),
        [old.id],
      );
      return `after ${Math.round((Date.now() - started) / 1000)} s: "${description}" (${reason})`;
    },
  );
  await show(
    {
      id: 'deploy-without-engine',
      claim: 'While the alarm says that the hosts which serve are without their engine too, a deployment succeeds without it.',
      how: "cdk deploy of a changed service in the alarm's state; then the journal of the new host's gate.",
      parts: ['aws-cdk', 'CloudFormation', 'Auto Scaling', 'EC2', 'IAM', 'AWS APIs', 'agent', 'Spring Boot'],
    },
    async () => {
      holds(off, 'the alarm did not go off, so nothing would be proved');
      const { seconds } = succeeded(await fleets.second(STACKS.away), 'cdk deploy without the engine');
      const [host] = await fleets.hosts(service);
      holds(host.id !== old.id, `${old.id} was not replaced`);
      const said = /the hosts that serve do not reach .*/.exec(await host.journal(UNITS.gate))?.[0];
      holds(said, 'the new host does not say why it went into service');
      return `deployed after ${seconds} s; the new host says "${said}"`;
    },
  );
}
