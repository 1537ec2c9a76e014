import { Duration, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, Schedule } from 'aws-cdk-lib/aws-autoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { scaleOnOpenSockets } from '../../lib/operations/scale-on-open-sockets';
import { synthesized } from '../ingress/synthesized';

const made = (more: (group: AutoScalingGroup, stack: Stack) => unknown = () => {}) =>
  synthesized(
    (stack) => {
      const group = new AutoScalingGroup(stack, 'Group', {
        vpc: new Vpc(stack, 'Vpc'),
        instanceType: new InstanceType('t3.small'),
        machineImage: MachineImage.genericLinux({ 'eu-central-1': 'ami-1' }),
        maxCapacity: 4,
      });
      scaleOnOpenSockets(group, 20_000);
      more(group, stack);
    },
    { region: 'eu-central-1' },
  );

test('tracks the average of open sockets a host, and leaves room', () => {
  const { template, warnings } = made();
  const [group] = Object.keys(template.findResources('AWS::AutoScaling::AutoScalingGroup'));
  template.hasResourceProperties('AWS::AutoScaling::ScalingPolicy', {
    AutoScalingGroupName: { Ref: group },
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: {
      CustomizedMetricSpecification: {
        Namespace: 'CdkSpringWebSocket',
        MetricName: 'OpenSockets',
        Statistic: 'Average',
        Dimensions: [
          { Name: 'LogicalResourceId', Value: group },
          { Name: 'StackName', Value: 'Chat' },
        ],
      },
      TargetValue: 14_000,
    },
  });
  expect(warnings).toEqual([]);
});

test.each<[string, Parameters<typeof made>[0], string]>([
  [
    'steps',
    (group) =>
      group.scaleOnMetric('Steps', {
        metric: new Metric({ namespace: 'Own', metricName: 'Queue' }),
        scalingSteps: [
          { upper: 10, change: -1 },
          { lower: 50, change: 1 },
        ],
      }),
    'Chat/Group/Steps/LowerPolicy/Resource',
  ],
  [
    'a number of hosts by the clock',
    (group) => group.scaleOnSchedule('Night', { schedule: Schedule.cron({ hour: '20', minute: '0' }), desiredCapacity: 1 }),
    'Chat/Group/ScheduledActionNight/Resource',
  ],
])('warns of %s', (_, more, path) => {
  const { warnings } = made(more);
  expect(warnings.join('\n')).toContain('[ack: cdk-spring-websocket:scalingFights]');
  expect(warnings.join('\n')).toContain(`${path} sets how many hosts Chat/Group has, which its open sockets decide already`);
});

test('another target, and a least number of hosts by the clock, go along with it', () => {
  const { warnings } = made((group, stack) => {
    group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, cooldown: Duration.minutes(5) });
    group.scaleOnSchedule('Morning', { schedule: Schedule.cron({ hour: '7', minute: '0' }), minCapacity: 4 });
    new AutoScalingGroup(stack, 'Workers', {
      vpc: new Vpc(stack, 'Other'),
      instanceType: new InstanceType('t3.small'),
      machineImage: MachineImage.genericLinux({ 'eu-central-1': 'ami-1' }),
    }).scaleOnSchedule('Night', { schedule: Schedule.cron({ hour: '20', minute: '0' }), desiredCapacity: 0 });
  });
  expect(warnings).toEqual([]);
});
