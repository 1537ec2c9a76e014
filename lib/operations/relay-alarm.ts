import { Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Alarm, ComparisonOperator, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { hostMetric } from './host-metrics';

/**
 * Goes off when the application on a host has been without its session with the broker for three minutes: longer than a standby needs
 * to take over.
 */
export function relayAlarm(scope: Construct, group: AutoScalingGroup): Alarm {
  return new Alarm(scope, 'RelayDown', {
    metric: hostMetric(group, 'RelayConnected', { statistic: Stats.MINIMUM }),
    threshold: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    evaluationPeriods: 3,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription:
      `BROKER-RELAY-DOWN on a host of ${scope.node.path}: the application has no session with its broker, so it sends and gets no ` +
      `messages. Where to look: npx cdk-spring-websocket doctor --stack ${Stack.of(scope).stackName}`,
  });
}
