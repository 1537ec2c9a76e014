import { Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { hostMetric } from './host-metrics';

/** Goes off when a host has been without its engine for three minutes: longer than a spare needs to take an engine's place. */
export function messagingAlarm(scope: Construct, group: AutoScalingGroup): Alarm {
  return new Alarm(scope, 'MessagingAway', {
    metric: hostMetric(group, 'MessagingConnected', { statistic: Stats.MINIMUM }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription:
      `BROKER-ENGINE-AWAY on a host of ${scope.node.path}: the application does not reach the engine over which the hosts share ` +
      `messages. Where to look: npx cdk-spring-websocket doctor --stack ${Stack.of(scope).stackName}`,
  });
}
