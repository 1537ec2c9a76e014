import type { StackFacts } from './facts';
import type { Unread } from './failure';
import type { Read, Reader } from './reader';

/** A resource of a stack or of one nested in it. */
export interface StackResource {
  readonly type: string;
  readonly logicalId: string;
  readonly physicalId: string;
  /** The stack that it is in: of a nested one the ARN. */
  readonly stack: string;
}

/** Nested stacks deeper than this are somebody else's. */
const MAX_DEPTH = 4;

/** The stack's state; what failed first is asked only where something did. */
export async function stackState(reader: Reader, name: string): Promise<{ stack?: StackFacts; unread: Unread[] }> {
  const found = await reader.read('cloudformation:DescribeStacks', { StackName: name });
  if (found.unread) {
    return { unread: [found.unread] };
  }
  const [stack] = found.value.Stacks ?? [];
  const status = stack?.StackStatus ?? 'unknown';
  if (!/FAILED|ROLLBACK/.test(status)) {
    return { stack: { name, status }, unread: [] };
  }
  const events = await reader.list('cloudformation:DescribeStackEvents', { StackName: name }, ({ StackEvents }) => StackEvents);
  // The newest event comes first; what was cancelled followed from another failure.
  const latest =
    events.value?.findIndex(
      ({ ResourceStatus, LogicalResourceId }) => LogicalResourceId === name && /^(CREATE|UPDATE)_IN_PROGRESS$/.test(ResourceStatus ?? ''),
    ) ?? -1;
  const ofThisTime = events.value?.slice(0, latest < 0 ? undefined : latest) ?? [];
  const failed = [...ofThisTime]
    .reverse()
    .find(
      ({ ResourceStatus = '', ResourceStatusReason = '' }) => /_FAILED$/.test(ResourceStatus) && !/cancelled/i.test(ResourceStatusReason),
    );
  return {
    stack: {
      name,
      status,
      failed: failed && {
        resource: failed.LogicalResourceId ?? '',
        type: failed.ResourceType ?? '',
        reason: failed.ResourceStatusReason ?? '',
      },
    },
    unread: events.unread ? [events.unread] : [],
  };
}

/** All resources, those of nested stacks too. */
export async function stackResources(reader: Reader, name: string, depth = MAX_DEPTH): Promise<Read<StackResource[]>> {
  const found = await reader.list(
    'cloudformation:ListStackResources',
    { StackName: name },
    ({ StackResourceSummaries }) => StackResourceSummaries,
  );
  if (found.unread) {
    return found;
  }
  const own = found.value
    .filter(({ ResourceStatus, PhysicalResourceId }) => PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE')
    .map(({ ResourceType = '', LogicalResourceId = '', PhysicalResourceId = '' }) => ({
      type: ResourceType,
      logicalId: LogicalResourceId,
      physicalId: PhysicalResourceId,
      stack: name,
    }));
  const nested = depth > 0 ? own.filter(({ type }) => type === 'AWS::CloudFormation::Stack') : [];
  const below = await Promise.all(nested.map(({ physicalId }) => stackResources(reader, physicalId, depth - 1)));
  return { value: [...own, ...below.flatMap(({ value }) => value ?? [])] };
}
