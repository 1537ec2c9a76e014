import { type Emulator, REGION, ROOT } from './emulator';

/** An alarm as CloudWatch describes it. */
export interface AlarmState {
  readonly AlarmName: string;
  readonly AlarmDescription: string;
  readonly StateValue: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly StateReason: string;
}

/** What CloudWatch says of alarms. */
export async function alarmStates(emulator: Emulator, AlarmNames: readonly string[]): Promise<AlarmState[]> {
  return ((await call(emulator, 'DescribeAlarms', { AlarmNames })) as { MetricAlarms: AlarmState[] }).MetricAlarms;
}

/** What became of an alarm since it was made, the latest first: `Alarm updated from OK to ALARM`. */
export async function alarmHistory(emulator: Emulator, AlarmName: string): Promise<string[]> {
  const { AlarmHistoryItems } = (await call(emulator, 'DescribeAlarmHistory', { AlarmName, HistoryItemType: 'StateUpdate' })) as {
    AlarmHistoryItems: { HistorySummary: string }[];
  };
  return AlarmHistoryItems.map(({ HistorySummary }) => HistorySummary);
}

/** One call of CloudWatch's JSON protocol. The emulator takes a caller's key without its signature. */
async function call({ endpoint }: Emulator, action: string, input: object): Promise<unknown> {
  const scope = `${ROOT.accessKeyId}/20260101/${REGION}/monitoring/aws4_request`;
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `GraniteServiceVersion20100801.${action}`,
    },
    body: JSON.stringify(input),
  });
  if (!answer.ok) {
    throw new Error(`${action} of ${JSON.stringify(input)} answers ${answer.status}: ${await answer.text()}`);
  }
  const text = await answer.text();
  return text === '' ? {} : JSON.parse(text);
}
