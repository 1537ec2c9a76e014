import { type Emulator, REGION, ROOT } from './emulator';

/** What CloudWatch says of an alarm. */
export interface Alarm {
  readonly StateValue: string;
  readonly StateReason: string;
  readonly AlarmDescription: string;
}

/** A metric with its dimensions, as DescribePolicies has it. */
export interface Metric {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name?: string; readonly Value?: string }[];
}

/** One minute of a metric: the average of so many values. */
export interface Minute {
  readonly Average: number;
  readonly SampleCount: number;
}

const MINUTE_MS = 60_000;

/** Puts an alarm of CloudWatch into ALARM, as SetAlarmState does it on AWS. */
export async function setAlarm(emulator: Emulator, name: string, reason: string): Promise<void> {
  await call(emulator, 'SetAlarmState', { AlarmName: name, StateValue: 'ALARM', StateReason: reason });
}

/** What DescribeAlarms says of one alarm. */
export async function alarm(emulator: Emulator, name: string): Promise<Alarm> {
  const { MetricAlarms } = await call<{ MetricAlarms: Alarm[] }>(emulator, 'DescribeAlarms', { AlarmNames: [name] });
  if (MetricAlarms.length !== 1) {
    throw new Error(`CloudWatch knows ${MetricAlarms.length} alarms ${name}`);
  }
  return MetricAlarms[0];
}

/** The last whole minute of a metric; undefined when nothing was published in it. */
export async function lastMinute(emulator: Emulator, { Namespace, MetricName, Dimensions }: Metric): Promise<Minute | undefined> {
  const end = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const { Datapoints } = await call<{ Datapoints: Minute[] }>(emulator, 'GetMetricStatistics', {
    Namespace,
    MetricName,
    Dimensions,
    Period: MINUTE_MS / 1000,
    StartTime: (end - MINUTE_MS) / 1000,
    EndTime: end / 1000,
    Statistics: ['Average', 'SampleCount'],
  });
  return Datapoints[0];
}

/** The package needs no client of CloudWatch. The emulator takes a caller's key without its signature. */
async function call<T>({ endpoint }: Emulator, action: string, parameters: object): Promise<T> {
  const scope = `${ROOT.accessKeyId}/20260101/${REGION}/monitoring/aws4_request`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `GraniteServiceVersion20100801.${action}`,
    },
    body: JSON.stringify(parameters),
  });
  const answer = await response.text();
  if (!response.ok) {
    throw new Error(`${action} answers ${response.status}: ${answer}`);
  }
  return JSON.parse(answer || '{}') as T;
}
