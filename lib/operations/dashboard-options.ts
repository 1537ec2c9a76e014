import type { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';

/** What a dashboard may be told. */
export interface DashboardOptions {
  /**
   * Its name: letters, digits, `-` and `_`.
   *
   * @default - CloudFormation makes one
   */
  readonly dashboardName?: string;

  /**
   * How much it shows when it is opened.
   *
   * @default Duration.hours(3)
   */
  readonly defaultInterval?: Duration;

  /**
   * How long the time is that a point of a curve stands for. CloudWatch keeps points of a minute for 15 days. The processor's points are
   * of five minutes at least, because EC2 says no more without detailed monitoring.
   *
   * @default Duration.minutes(1)
   */
  readonly period?: Duration;

  /**
   * Alarms to show besides those of the service itself and its `rollbackAlarms`, such as one of your own on its metrics.
   *
   * @default - none
   */
  readonly alarms?: IAlarm[];
}
