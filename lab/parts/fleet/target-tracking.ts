import { DescribeAutoScalingGroupsCommand, DescribePoliciesCommand, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { lastMinute, type Minute } from '../../aws/cloud-watch';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Service } from '../../service';
import { holds } from '../claims';

/** Hosts publish once a minute, and a minute is read when it is whole. */
const PATIENCE_SECONDS = 240;

/**
 * Stands in for target tracking, which the lab's Auto Scaling has not: from what the hosts published, sets the group to as many hosts as
 * keep the policy's metric at its target, once that is another number than now. The alarms of the real one wait 3 minutes for more hosts
 * and 15 for fewer. https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 */
export async function trackTarget({ aws, emulator }: Lab, service: Service): Promise<string> {
  const AutoScalingGroupName = service.id('AWS::AutoScaling::AutoScalingGroup');
  const { ScalingPolicies: [policy] = [] } = await aws.autoScaling.send(new DescribePoliciesCommand({ AutoScalingGroupName }));
  const { CustomizedMetricSpecification: metric, TargetValue: target = 0 } = policy?.TargetTrackingConfiguration ?? {};
  holds(metric && target > 0, `${AutoScalingGroupName} has no policy that tracks a metric of its own: ${JSON.stringify(policy)}`);
  const { AutoScalingGroups: [group] = [] } = await aws.autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] }),
  );
  const { MinSize = 0, MaxSize = 0, DesiredCapacity: hosts = 0 } = group ?? {};
  let minute: Minute | undefined;
  const wanted = ({ Average }: Minute) => Math.min(Math.max(Math.ceil((hosts * Average) / target), MinSize), MaxSize);
  const found = await until(
    async () => {
      minute = await lastMinute(emulator, metric);
      return minute !== undefined && minute.SampleCount >= hosts && wanted(minute) !== hosts;
    },
    PATIENCE_SECONDS,
    1000,
  );
  holds(found && minute, `${hosts} hosts published ${JSON.stringify(minute)} of ${metric.MetricName}, of which the target is ${target}`);
  const DesiredCapacity = wanted(minute);
  await aws.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }));
  const { SampleCount, Average } = minute;
  return `${SampleCount} hosts published ${Math.round(Average)} open sockets on average, the target is ${target}: ${DesiredCapacity} hosts`;
}
