import { DescribeStackResourcesCommand, DescribeStacksCommand, type StackResource } from '@aws-sdk/client-cloudformation';
import type { Clients } from './aws/clients';

/** The zone that the lab's account has, and the domain in it. */
export const ZONE = 'example.com';

/** A deployed service, by what CloudFormation says of its stack. */
export interface Service {
  readonly stack: string;
  readonly stackId: string;
  /** The name that clients use, without scheme. */
  readonly domain: string;
  readonly origin: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly StackResource[];
  /** How long its first deployment took, where this run made it. */
  readonly deploySeconds?: number;
  /** What bin/app.ts was given, for the next command about the same stack. */
  readonly context?: Readonly<Record<string, string>>;
  /** The physical id of the only resource of a type. */
  id(type: string): string;
  /** The physical ids of all resources of a type. */
  ids(type: string): string[];
}

/** Reads a stack. */
export async function readService(aws: Pick<Clients, 'cloudFormation'>, stack: string, domain: string): Promise<Service> {
  const [{ Stacks = [] }, { StackResources = [] }] = await Promise.all([
    aws.cloudFormation.send(new DescribeStacksCommand({ StackName: stack })),
    aws.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack })),
  ]);
  const ids = (type: string) =>
    StackResources.filter(({ ResourceType }) => ResourceType === type).map(({ PhysicalResourceId }) => PhysicalResourceId ?? '');
  return {
    stack,
    stackId: Stacks[0]?.StackId ?? '',
    domain,
    origin: `https://${domain}`,
    outputs: Object.fromEntries((Stacks[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? ''])),
    resources: StackResources,
    ids,
    id: (type) => {
      const found = ids(type);
      if (found.length !== 1) {
        throw new Error(`stack ${stack} has ${found.length} resources of type ${type}, not one: ${found.join(', ')}`);
      }
      return found[0];
    },
  };
}
