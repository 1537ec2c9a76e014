import { type CfnResource, Duration, Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS_NAMESPACE } from '../chain/conventions';
import { HostMetricName } from './metrics';

/** What a host's agent can say once a minute; each is paid for, so a host is told which ones. */
export type HostMetric = `${HostMetricName}`;

/** In the order of the chain. */
const ALL = Object.values(HostMetricName);

/** Whose metrics they are, by what a host knows of its group: its name is made after the launch template. */
export function groupDimensions(group: AutoScalingGroup): Record<string, string> {
  const { logicalId } = group.node.defaultChild as CfnResource;
  return { StackName: Stack.of(group).stackName, LogicalResourceId: logicalId };
}

/** A metric of a group's hosts, each of which says its own value. */
export function hostMetric(group: AutoScalingGroup, metricName: HostMetric, options: MetricOptions = {}): Metric {
  return new Metric({
    namespace: METRICS_NAMESPACE,
    metricName,
    dimensionsMap: groupDimensions(group),
    period: Duration.minutes(1),
    ...options,
  });
}

/** In the order of the chain, each once. */
export function inOrder(metrics: Iterable<HostMetric>): HostMetric[] {
  const wanted = new Set<string>(metrics);
  return ALL.filter((metric) => wanted.has(metric));
}
