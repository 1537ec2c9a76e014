import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteStackCommand, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { DeleteLogGroupCommand, ListTagsForResourceCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import type { Clients } from '../aws/clients';
import { findStack, isValidation, type Plan, recordsBelow } from './plan';
import { isTrial, STACK, TAG } from './trial';

const POLL_MS = 2000;
const ATTEMPTS = 3;
const DELETION_MINUTES = 40;

/** Removes everything that the trial made, whatever state it is in; what that was. Throws with what is left. */
export async function remove(aws: Clients, plan: Plan, say: (line: string) => void): Promise<string> {
  const stack = await removeStack(aws, say);
  const records = await removeRecords(aws, plan);
  const groups = await removeLogGroups(aws);
  const removed = [stack, ...groups.map((name) => `log group ${name}`), ...records].filter(Boolean).join(', ');
  return `removed: ${removed || 'nothing, there was nothing left'}`;
}

/** How somebody removes by hand what may be left. */
export function byHand({ region, domain, zone }: Plan): string[] {
  return [
    `What may be left in ${region}, and how to remove it by hand:`,
    `  the stack:         aws cloudformation delete-stack --region ${region} --stack-name ${STACK}`,
    `                     (or npx cdk destroy -c stack=${STACK} -c domain=${domain} -c zone=${zone})`,
    `  the log group:     aws logs describe-log-groups --region ${region} --log-group-name-pattern ${STACK}, ` +
      'then aws logs delete-log-group',
    `  the validation:    the CNAME record _....${domain} in the zone ${zone}`,
    'Or run this command again: it knows its own stack by a tag and removes it first.',
  ];
}

/** Deletes the stack by its id, so that no other one of the name can be meant. */
async function removeStack(aws: Pick<Clients, 'cloudFormation'>, say: (line: string) => void): Promise<string | undefined> {
  const stack = await findStack(aws);
  if (!stack?.StackId || !isTrial(stack)) {
    return undefined;
  }
  const { StackId: StackName } = stack;
  const end = Date.now() + DELETION_MINUTES * 60_000;
  let state = stack.StackStatus;
  say(`deleting stack ${STACK}, which is ${state}`);
  for (let failures = 0; failures < ATTEMPTS && Date.now() < end; failures += state === 'DELETE_FAILED' ? 1 : 0) {
    // Some states refuse it, such as those of an update that is rolled back: they pass.
    const begun = await aws.cloudFormation.send(new DeleteStackCommand({ StackName })).then(
      () => true,
      () => false,
    );
    do {
      await sleep(POLL_MS);
      state = (await findStack(aws, StackName))?.StackStatus;
      if (state === undefined) {
        return `stack ${STACK}`;
      }
    } while (begun && state !== 'DELETE_FAILED' && Date.now() < end);
  }
  throw new Error(`stack ${STACK} is ${state}: ${await whyFailed(aws, StackName)}`);
}

async function whyFailed({ cloudFormation }: Pick<Clients, 'cloudFormation'>, StackName: string): Promise<string> {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName }));
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  return (
    [...new Set(failed.map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId} (${ResourceStatusReason})`))].join(
      '; ',
    ) || 'it takes longer than expected'
  );
}

/**
 * The log group outlives its stack on purpose; that of a trial has nothing to tell any more. CloudFormation makes its name from the
 * stack's and gives it the stack's tags.
 */
async function removeLogGroups({ logs }: Pick<Clients, 'logs'>): Promise<string[]> {
  const removed: string[] = [];
  const left: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: logs }, { logGroupNamePattern: STACK })) {
    for (const { logGroupName, logGroupArn, arn } of logGroups) {
      const { tags = {} } = await logs.send(
        new ListTagsForResourceCommand({ resourceArn: (logGroupArn ?? arn ?? '').replace(/:\*$/, '') }),
      );
      if (logGroupName?.includes(STACK)) {
        (TAG in tags ? removed : left).push(logGroupName);
      }
    }
  }
  for (const logGroupName of removed) {
    await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  }
  if (left.length > 0) {
    throw new Error(`log group ${left.join(', ')} has the stack's name but not its tag ${TAG}, so it is left`);
  }
  return removed;
}

/** The record by which ACM saw that the name is ours stays after its certificate; one that was there before is another's. */
async function removeRecords(aws: Clients, plan: Plan): Promise<string[]> {
  const known = new Set(plan.records.map(({ Name }) => Name));
  const ours = (await recordsBelow(aws, plan)).filter((record) => isValidation(record) && !known.has(record.Name));
  if (ours.length > 0) {
    const Changes = ours.map((ResourceRecordSet) => ({ Action: 'DELETE' as const, ResourceRecordSet }));
    await aws.route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: plan.hostedZone, ChangeBatch: { Changes } }));
  }
  return ours.map(({ Type, Name }) => `${Type} ${Name}`);
}
