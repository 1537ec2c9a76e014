import { DescribeStackEventsCommand, DescribeStacksCommand, type StackStatus } from '@aws-sdk/client-cloudformation';
import type { CdkRun } from '../cdk';
import { consoleOutput, deploymentLog, sentence } from '../faults/told';
import type { Lab } from '../lab';
import { holds, same } from './claims';

/** What a deployment must say that is rolled back. */
export interface Said {
  readonly code: string;
  readonly cause: RegExp;
}

/** Throws unless a stack's deployment was rolled back, its first where nothing else is said, and its host said why in each place. */
export async function rolledBack(
  { aws }: Lab,
  name: string,
  run: CdkRun,
  { code, cause }: Said,
  status: StackStatus = 'ROLLBACK_COMPLETE',
): Promise<string> {
  holds(run.status !== 0, `cdk deploy succeeded: ${run.stdout.slice(-600)}`);
  const { Stacks: [stack] = [] } = await aws.cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
  same('the stack', stack?.StackStatus, status);
  const { StackEvents = [] } = await aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }));
  const failed = StackEvents.map(
    ({ ResourceStatusReason = '' }) => /Received FAILURE signal with UniqueId (i-[0-9a-f]+)/.exec(ResourceStatusReason)?.[1],
  ).find((id) => id !== undefined);
  holds(failed, `no event names the instance: ${run.stderr.slice(-1500)}`);
  const group = StackEvents.find(({ ResourceType, LogicalResourceId = '' }) => {
    return ResourceType === 'AWS::Logs::LogGroup' && LogicalResourceId.includes('DeploymentLog');
  });
  const log = await deploymentLog({ logs: aws.logs }, group?.PhysicalResourceId ?? '', failed);
  const told = sentence(log, code);
  holds(told, `${code} is not in the log stream ${failed}: ${log.slice(-3000)}`);
  holds(sentence(await consoleOutput(aws, failed), code), `${code} is not on the console of ${failed}`);
  const shown = cause.exec(log)?.[0];
  holds(shown, `${cause} is not in what was said: ${log.slice(-3000)}`);
  return `rolled back after ${run.seconds} s. ${told} The cause is there too: "${shown}".`;
}
