import { succeeded } from '../../cdk';
import { alarm } from '../../aws/cloud-watch';
import { deploymentLog } from '../../faults/told';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Show } from '../boot/events';
import { holds, same } from '../claims';
import { Chat } from '../fleet/chat';
import type { Ground } from './ground';
import { backSoon, CROWD, PEOPLE } from './people';
import { STACK } from './stacks';

const PARTS = ['clients', 'ActiveMQ', 'Spring Boot', 'nginx', 'agent', 'aws-cdk', 'CloudFormation', 'Auto Scaling', 'EC2'] as const;
/** The alarm takes three minutes that are whole. */
const ALARM_SECONDS = 330;
const BACK_SECONDS = 10;
const DOWN = /the relay is down since .*/g;
const UP = /the relay works again.*/g;

/** A broker that is away until the alarm goes off, and for a deployment besides. */
export async function showAway(lab: Lab, { stacks, pair: [broker] }: Ground, show: Show): Promise<void> {
  const service = await stacks.service(STACK);
  const chat = await Chat.gather(await lab.target(service.origin), PEOPLE);
  const hosts = async () => (await stacks.hosts(service)).map(({ id }) => id).sort();
  const [group] = service.resources.filter(({ LogicalResourceId = '' }) => /DeploymentLog/.test(LogicalResourceId));
  /** What each host has said about its relay. */
  const said = async (ids: readonly string[], what: RegExp) => {
    const logs = await Promise.all(ids.map((id) => deploymentLog(lab.aws, group.PhysicalResourceId ?? '', id)));
    return logs.map((log) => log.match(what) ?? []);
  };
  const alarms = service.ids('AWS::CloudWatch::Alarm');
  const wentOff = async () => {
    const states = await Promise.all(alarms.map(async (name) => ({ name, state: (await alarm(lab.emulator, name)).StateValue })));
    return states.filter(({ state }) => state === 'ALARM').map(({ name }) => name);
  };
  const before = await hosts();
  const earlier = await said(before, DOWN);
  let listensAt = 0;
  try {
    const report = await chat.during(async () => {
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
          const lines = (await said(before, DOWN)).map((all, index) => all.slice(earlier[index].length));
          holds(
            lines.every(([line, ...more]) => line?.includes('BROKER-RELAY-DOWN') && more.length === 0),
            `not one sentence each: ${JSON.stringify(lines)}`,
          );
          same('hosts in service', await hosts(), before);
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
          const after = await hosts();
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
        const ids = await hosts();
        await until(async () => (await said(ids, UP)).every(({ length }) => length > 0), 30, 1000);
        const lines = await said(ids, UP);
        holds(
          lines.every(({ length }) => length === 1),
          `not one sentence each: ${JSON.stringify(lines)}`,
        );
        return `${text}; each host said: "${lines[0][0]}"`;
      },
    );
  } finally {
    chat.end();
  }
}
