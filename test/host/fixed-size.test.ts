import { Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, CfnScalingPolicy, Schedule } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, MachineImage } from 'aws-cdk-lib/aws-ec2';
import { HostCapacity, Messaging, WebSocketHost, WebSocketIngress } from '../../lib';
import { app, chat, routes, synthesizedStacks } from '../ingress/synthesized';

const made = (scale: (group: AutoScalingGroup, stack: Stack, host: WebSocketHost) => unknown, capacity?: HostCapacity) => {
  const stack = new Stack(app(), 'Chat');
  const host = new WebSocketHost(stack, 'Host', { app: chat(), routes, capacity, messaging: Messaging.byApplication() });
  new WebSocketIngress(stack, 'Ingress', { host });
  scale(host.autoScalingGroup, stack, host);
  return () => synthesizedStacks(stack).Chat;
};

test.each<[string, Parameters<typeof made>[0], string]>([
  ['CPU', (group) => group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 }), 'Chat/Host/Group/ScalingPolicyCpu/Resource'],
  ['traffic', (group) => group.scaleOnIncomingBytes('In', { targetBytesPerSecond: 1000 }), 'Chat/Host/Group/ScalingPolicyIn/Resource'],
  [
    'an own resource',
    (group, stack) =>
      new CfnScalingPolicy(stack, 'Own', { autoScalingGroupName: group.autoScalingGroupName, policyType: 'PredictiveScaling' }),
    'Chat/Own',
  ],
])('fails with a scaling policy for %s on the group of one host', (_, scale, path) => {
  expect(made(scale)).toThrow(
    `${path} scales the group of Chat/Host, which is one host (HostCapacity.oneHost): a second one would share no messages with it, ` +
      'and the next deployment would end it; take the scaling policy away, and a larger instance type for more connections, ' +
      'or HostCapacity.autoScaling',
  );
});

test('fails with a scaling policy on a group that has always as many hosts', () => {
  const capacity = HostCapacity.autoScaling({ minCapacity: 3, maxCapacity: 3 });
  expect(made((group) => group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 }), capacity)).toThrow(
    'Chat/Host/Group/ScalingPolicyCpu/Resource scales the group of Chat/Host, which has always 3 hosts (minCapacity is maxCapacity): ' +
      'the next deployment would set it back to them; take the scaling policy away, or give HostCapacity.autoScaling a larger maxCapacity',
  );
});

test("another group's policies and a host that is stopped at night are the user's own", () => {
  const build = made((group, stack, { vpc }) => {
    const machineImage = MachineImage.latestAmazonLinux2023();
    const workers = new AutoScalingGroup(stack, 'Workers', {
      vpc,
      instanceType: new InstanceType('t3.small'),
      machineImage,
    });
    workers.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
    group.scaleOnSchedule('Night', { schedule: Schedule.cron({ hour: '20', minute: '0' }), minCapacity: 0, desiredCapacity: 0 });
  });
  expect(build).not.toThrow();
});
