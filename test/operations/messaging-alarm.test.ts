import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { brokerEngineAway } from '../../lib/findings/broker/broker-engine-away';
import { messagingAlarm } from '../../lib/operations/messaging-alarm';
import { synthesized } from '../ingress/synthesized';

test('goes off for the worst host, not for a short loss nor for hosts that say nothing', () => {
  const { template } = synthesized(
    (stack) => {
      const group = new AutoScalingGroup(stack, 'Group', {
        vpc: new Vpc(stack, 'Vpc'),
        instanceType: new InstanceType('t3.small'),
        machineImage: MachineImage.genericLinux({ 'eu-central-1': 'ami-1' }),
      });
      messagingAlarm(stack, group);
    },
    { region: 'eu-central-1' },
  );
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'CdkSpringWebSocket',
    MetricName: 'MessagingConnected',
    Statistic: 'Minimum',
    Period: 60,
    Threshold: 1,
    ComparisonOperator: 'LessThanThreshold',
    EvaluationPeriods: 3,
    TreatMissingData: 'notBreaching',
    AlarmDescription:
      `${brokerEngineAway.code} on a host of Chat: ${brokerEngineAway.title}. ` +
      'Where to look: npx cdk-spring-websocket doctor --stack Chat',
  });
});
