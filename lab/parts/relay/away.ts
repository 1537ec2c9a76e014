import { succeeded } from '../../cdk';
import { alarm } from '../../aws/cloud-watch';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Show } from '../boot/events';
import { holds, same } from '../claims';
import type { Ground } from './ground';
import { Members } from './members';
import { BACK_SECONDS } from './outages';
import { backSoon, CROWD } from './people';
import { STACK } from './stacks';

const PARTS = ['clients', 'STOMP broker', 'Spring Boot', 'nginx', 'agent', 'aws-cdk', 'CloudFormation', 'Auto Scaling', 'EC2'] as const;
/** The alarm takes three minutes that are whole. */
const ALARM_SECONDS = 330;

/** A broker that is away until the alarm goes off, and for a deployment besides. */
export async function showAway(lab: Lab, ground: Ground, show: Show): Promise<void> {
  const { stacks } = ground;
  const [broker] = ground.pair;
  const members = await Members.gather(lab, ground);
  const { service } = members;
  const alarms = service.ids('AWS::CloudWatch::Alarm');
  const wentOff = async () => {
    const states = await Promise.all(alarms.map(async (name) => ({ name, state: (await alarm(lab.emulator, name)).StateValue })));
    return states.filter(({ state }) => state === 'ALARM').map(({ name }) => name);
  };
  await members.settle();
  await until(async () => (await wentOff()).length === 0, ALARM_SECONDS, 2000);
  const before = await members.hosts();
  const saysDown = await members.saysDown(before);
  let listensAt = 0;
  try {
    const report = await members.chat.during(async () => {
      await broker.kill();
      await show(
        {
          id: 'away-told',
          claim: 'While the broker is away one alarm goes off, each host says so once with the reason, and none is replaced.',
          how: `${CROWD}; kill -9 of the broker, which stays away; then DescribeAlarms, GetLogEvents and DescribeAutoScalingGroups.`,
          parts: PARTS,
        },
        async () => {
          const began = Date.now();
          await until(async () => (await wentOff()).length > 0, ALARM_SECONDS, 2000);
          const seconds = Math.round((Date.now() - began) / 1000);
          const off = await wentOff();
          holds(off.length === 1 && off[0].includes('RelayDown'), `alarms that went off within ${seconds} s: ${off.join(', ') || 'none'}`);
          const lines = await saysDown();
          holds(
            lines.every(([line, ...more]) => line?.includes('BROKER-RELAY-DOWN') && more.length === 0),
            `not one sentence each: ${JSON.stringify(lines)}`,
          );
          same('hosts in service', await members.hosts(), before);
          return `${off[0]} went off after ${seconds} s; each of ${before.length} hosts said: "${lines[0][0]}"; the hosts stay`;
        },
      );
      await show(
        {
          id: 'away-deployed',
          claim: 'A new version is deployed although the broker is away, because hosts that serve do not reach it either.',
          how: 'cdk deploy of a changed stack while the alarm is on: it replaces both hosts.',
          parts: PARTS,
        },
        async () => {
          const { seconds } = succeeded(await stacks.second(STACK), 'cdk deploy of the changed stack');
          const after = await members.hosts();
          holds(!after.some((id) => before.includes(id)), `hosts in service are ${after.join(', ')}, which were there before`);
          return `deployed after ${seconds} s`;
        },
      );
      await broker.run();
      listensAt = Date.now();
    });
    await show(
      {
        id: 'away-returns',
        claim: `The broker returns then: every client chats again within ${BACK_SECONDS} s, and each host says once that the relay works.`,
        how: 'The broker is started again; then GetLogEvents.',
        parts: PARTS,
      },
      async () => {
        const text = backSoon(report, { listensAt, seconds: BACK_SECONDS });
        const ids = await members.hosts();
        await until(async () => (await members.saidUp(ids)).every(({ length }) => length > 0), 30, 1000);
        const lines = await members.saidUp(ids);
        holds(
          lines.every(({ length }) => length === 1),
          `not one sentence each: ${JSON.stringify(lines)}`,
        );
        return `${text}; each host said: "${lines[0][0]}"`;
      },
    );
  } finally {
    members.end();
  }
}
