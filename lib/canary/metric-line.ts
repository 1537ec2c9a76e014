import { CANARY_METRICS, type CanaryTask } from '../chain/canary';
import { METRICS_NAMESPACE } from '../chain/conventions';
import type { Round } from './round';

/**
 * A round in CloudWatch's embedded metric format: CloudWatch Logs takes the metrics out of the line, for which the function needs no
 * permission. What else is in the line is for its reader.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine({ dimensions }: CanaryTask, { failures, ms, ...rest }: Round, timestamp: number): string {
  const metrics = [
    { Name: CANARY_METRICS.failures, Unit: 'Count' },
    ...(ms === undefined ? [] : [{ Name: CANARY_METRICS.time, Unit: 'Milliseconds' }]),
  ];
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [{ Namespace: METRICS_NAMESPACE, Dimensions: [Object.keys(dimensions)], Metrics: metrics }],
    },
    ...dimensions,
    [CANARY_METRICS.failures]: failures,
    [CANARY_METRICS.time]: ms,
    ...rest,
  });
}
