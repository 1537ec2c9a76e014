import type { Unread } from './failure';
import type { Reader } from './reader';
import type { StackResource } from './stack';
import { templateOf } from './template';

/** A broker of Amazon MQ in a stack. */
export interface FoundBroker {
  readonly id: string;
  /** Its security groups; absent where the template does not show all of them. */
  readonly groups?: readonly string[];
  readonly unread: readonly Unread[];
}

/** The brokers among a stack's resources, with the security groups that its template gives them. */
export function brokersOf(reader: Reader, resources: readonly StackResource[]): Promise<FoundBroker[]> {
  return Promise.all(
    resources
      .filter(({ type }) => type === 'AWS::AmazonMQ::Broker')
      .map(async ({ stack, logicalId, physicalId }) => {
        const found = await reader.read('cloudformation:GetTemplate', { StackName: stack, TemplateStage: 'Processed' });
        const written = templateOf(found.value?.TemplateBody ?? '')?.Resources?.[logicalId]?.Properties?.SecurityGroups;
        const groups = (Array.isArray(written) ? written : []).map((group: unknown) => groupOf(group, stack, resources));
        const known = groups.flatMap((group) => group ?? []);
        return {
          id: physicalId,
          groups: known.length > 0 && known.length === groups.length ? known : undefined,
          unread: found.unread ? [found.unread] : [],
        };
      }),
  );
}

/** A group's id, written out or as what another resource of the stack has. */
function groupOf(written: unknown, stack: string, resources: readonly StackResource[]): string | undefined {
  if (typeof written === 'string' && written.startsWith('sg-')) {
    return written;
  }
  const { 'Fn::GetAtt': attribute, Ref: reference } = (written ?? {}) as { readonly 'Fn::GetAtt'?: unknown; readonly Ref?: unknown };
  const [name] = [attribute, reference].flat().filter((each) => typeof each === 'string');
  const logicalId = name?.split('.')[0];
  return resources.find((each) => each.stack === stack && each.logicalId === logicalId)?.physicalId;
}
