import type { Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { PublishedMetrics } from './published-metrics';

/** What the alarms are about. */
export interface Guarded {
  readonly group: AutoScalingGroup;
  readonly metrics: PublishedMetrics;
  /** The sockets that a host is sized for. */
  readonly connections: number;
  /** Those that cost next to nothing are made unasked. */
  readonly unasked: boolean;
  /** How long a new host may take until it serves. */
  readonly patience: Duration;
  /** Alarms that are made elsewhere. */
  readonly others: readonly Alarm[];
  /** The application runs beside the host's agent, with the companion in it. */
  readonly companion: boolean;
}

/** What the load balancer and the certificate say, once they are there. */
export interface GuardedIngress {
  readonly healthyHosts: (statistic: string) => IMetric;
  readonly unhealthyHosts: (statistic: string) => IMetric;
  readonly daysToExpiry?: IMetric;
}
