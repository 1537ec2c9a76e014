import { Annotations, AspectPriority, Aspects, CfnResource, Stack } from 'aws-cdk-lib';
import { type AutoScalingGroup, CfnScalingPolicy, CfnScheduledAction } from 'aws-cdk-lib/aws-autoscaling';
import type { IConstruct } from 'constructs';
import { hostMetric } from './host-metrics';

/** Of what a host carries, how much it has when another one starts: that one needs minutes, and a zone may fail meanwhile. */
const SHARE = 0.7;

/** Keeps the group's average of open sockets a host below what one carries. */
export function scaleOnOpenSockets(group: AutoScalingGroup, perHost: number): void {
  group.scaleToTrackMetric('OpenSockets', {
    metric: hostMetric(group, 'OpenSockets', { statistic: 'Average' }),
    targetValue: Math.max(1, Math.floor(SHARE * perHost)),
  });
  // Once everything is said: what fights may be added to the group, or lie elsewhere in the app.
  const warn = { visit: (node: IConstruct) => node === group && rivals(group).forEach((rival) => warnOf(group, rival)) };
  Aspects.of(group).add(warn, { priority: AspectPriority.READONLY });
}

/** What sets the group's size without asking the other policies; of several that track a target, the one with most hosts wins. */
function rivals(group: AutoScalingGroup): CfnResource[] {
  const nameOf = (resource: CfnResource, name: string) => JSON.stringify(Stack.of(resource).resolve(name));
  return group.node.root.node.findAll().filter((node): node is CfnScalingPolicy | CfnScheduledAction => {
    const sets = isStepping(node) || (node instanceof CfnScheduledAction && node.desiredCapacity !== undefined);
    return (
      sets &&
      Stack.of(node) === Stack.of(group) &&
      nameOf(node, node.autoScalingGroupName) === nameOf(group.node.defaultChild as CfnResource, group.autoScalingGroupName)
    );
  });
}

function isStepping(node: IConstruct): node is CfnScalingPolicy {
  return node instanceof CfnScalingPolicy && ['StepScaling', 'SimpleScaling', undefined].includes(node.policyType);
}

function warnOf(group: AutoScalingGroup, rival: CfnResource): void {
  Annotations.of(group).addWarningV2(
    'cdk-spring-websocket:scalingFights',
    `${rival.node.path} sets how many hosts ${group.node.path} has, which its open sockets decide already: it ends hosts whose clients ` +
      'then come back to the others, or starts some that are ended again; take one that tracks a target (scaleToTrackMetric), or for a ' +
      'time of day a schedule with minCapacity alone',
  );
}
