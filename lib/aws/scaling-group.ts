import type { ScalingGroupFacts } from './facts';
import type { Unread } from './failure';
import type { Reader } from './reader';

/** An Auto Scaling group, its instances, and where it registers them. */
export interface FoundScalingGroup {
  readonly facts: ScalingGroupFacts;
  readonly instances: readonly string[];
  readonly targetGroups: readonly string[];
}

/** Reads one group; why instances do not come up is asked only where some are missing. */
export async function scalingGroup(reader: Reader, name: string): Promise<{ group?: FoundScalingGroup; unread: Unread[] }> {
  const found = await reader.read('autoscaling:DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] });
  if (found.unread) {
    return { unread: [found.unread] };
  }
  const [group] = found.value.AutoScalingGroups ?? [];
  if (!group) {
    return { unread: [] };
  }
  const inService = (group.Instances ?? []).filter(({ LifecycleState }) => LifecycleState === 'InService');
  const desired = group.DesiredCapacity ?? 0;
  const activities =
    inService.length < desired
      ? await reader.read('autoscaling:DescribeScalingActivities', { AutoScalingGroupName: name, MaxRecords: 20 })
      : undefined;
  const failed = activities?.value?.Activities?.find(({ StatusCode }) => StatusCode === 'Failed' || StatusCode === 'Cancelled');
  return {
    group: {
      facts: { name, desired, inService: inService.length, failure: failed?.StatusMessage ?? failed?.Cause },
      instances: (group.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []),
      targetGroups: group.TargetGroupARNs ?? [],
    },
    unread: activities?.unread ? [activities.unread] : [],
  };
}
