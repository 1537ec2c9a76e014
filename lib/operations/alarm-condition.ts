import { Stack } from 'aws-cdk-lib';
import { type Alarm, type AlarmProps, type CfnAlarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';

/** When an alarm goes off, and what it says then. */
export interface AlarmCondition {
  readonly metric: IMetric;
  readonly threshold: number;
  readonly below?: boolean;
  /** One by default. */
  readonly minutes?: number;
  /** In how many of the minutes, where that is not all of them. */
  readonly datapointsToAlarm?: number;
  /** What a minute without a value counts as: within the threshold by default. */
  readonly missing?: TreatMissingData;
  /** The finding that it usually is. */
  readonly code: string;
  readonly says: string;
}

/** The properties of an alarm that stands below a host or service. */
export function alarmProps(alarms: IConstruct, condition: AlarmCondition): AlarmProps {
  const { metric, threshold, below, minutes = 1, datapointsToAlarm, missing = TreatMissingData.NOT_BREACHING } = condition;
  return {
    metric,
    threshold,
    comparisonOperator: below ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: minutes,
    datapointsToAlarm,
    treatMissingData: missing,
    alarmDescription: describe(alarms, condition),
  };
}

/** Gives an alarm another threshold and another number of minutes. */
export function changeAlarm(alarm: Alarm, condition: AlarmCondition): void {
  const { threshold, minutes: evaluationPeriods } = condition;
  Object.assign(alarm.node.defaultChild as CfnAlarm, {
    threshold,
    evaluationPeriods,
    alarmDescription: describe(alarm.node.scope!, condition),
  });
}

function describe(alarms: IConstruct, { code, says }: AlarmCondition): string {
  return (
    `${code}, or something like it, at ${alarms.node.scope!.node.path}: ${says}. ` +
    `Where to look: npx cdk-spring-websocket doctor --stack ${Stack.of(alarms).stackName}`
  );
}
