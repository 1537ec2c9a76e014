import { CfnResource, Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Construct } from 'constructs';
import type { GroupSize } from './group-size';

/** Scaling policies, wherever they are in the app, on a group whose size every deployment sets. */
export function scalingOfFixedSize(host: Construct, group: AutoScalingGroup, { several, desired }: GroupSize): string[] {
  if (desired === undefined) {
    return [];
  }
  const name = JSON.stringify(Stack.of(group).resolve(group.autoScalingGroupName));
  const why = several
    ? `which has always ${desired} hosts (minCapacity is maxCapacity): the next deployment would set it back to them; ` +
      'take the scaling policy away, or give HostCapacity.autoScaling a larger maxCapacity'
    : 'which is one host (HostCapacity.oneHost): a second one would share no messages with it, and the next deployment would end it; ' +
      'take the scaling policy away, and a larger instance type for more connections, or HostCapacity.autoScaling';
  return host.node.root.node
    .findAll()
    .filter((node): node is CfnResource => CfnResource.isCfnResource(node) && node.cfnResourceType === 'AWS::AutoScaling::ScalingPolicy')
    .filter((policy) => {
      const { autoScalingGroupName } = policy as CfnResource & { readonly autoScalingGroupName?: string };
      return Stack.of(policy) === Stack.of(group) && JSON.stringify(Stack.of(policy).resolve(autoScalingGroupName)) === name;
    })
    .map((policy) => `${policy.node.path} scales the group of ${host.node.path}, ${why}`);
}
