import { readFileSync, writeFileSync } from 'fs';
import type { Instance } from '@aws-sdk/client-ec2';
import type { Node } from 'constructs';
import { SDK } from '../aws/sdk';

/** An instance on which Spring Boot runs already. */
export interface ExistingInstance {
  readonly id: string;
  readonly privateIp: string;
  readonly vpcId: string;
  readonly securityGroupId: string;
}

/** Where look-ups are kept, as CDK's own are. */
const CONTEXT_FILE = 'cdk.context.json';

/**
 * Finds an instance by id or Name tag, once: the answer is kept in cdk.context.json, so that the next synthesis
 * gives the same template, until `cdk context --reset`.
 */
export async function existingInstance(node: Node, wanted: string, region: string): Promise<ExistingInstance> {
  const key = `cdk-spring-websocket:instance:region=${region}:name=${wanted}`;
  const kept = node.tryGetContext(key) as ExistingInstance | undefined;
  if (kept) {
    return kept;
  }
  const instances = await describe(wanted, region).catch((error: Error) => {
    throw new Error(
      `instance is '${wanted}', but EC2 in ${region} does not tell (${error.message}): ` +
        'check AWS_PROFILE, AWS_REGION and the permission ec2:DescribeInstances',
    );
  });
  const found = choose(wanted, region, instances);
  keep(key, found);
  return found;
}

async function describe(wanted: string, region: string): Promise<Instance[]> {
  const { EC2Client, paginateDescribeInstances } = SDK.ec2();
  const name = /^i-[0-9a-f]+$/.test(wanted) ? { Name: 'instance-id', Values: [wanted] } : { Name: 'tag:Name', Values: [wanted] };
  const alive = { Name: 'instance-state-name', Values: ['pending', 'running'] };
  const instances: Instance[] = [];
  for await (const page of paginateDescribeInstances({ client: new EC2Client({ region }) }, { Filters: [name, alive] })) {
    instances.push(...(page.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []));
  }
  return instances;
}

/** The one instance, or an error that says how many there are and what to write. */
export function choose(wanted: string, region: string, instances: readonly Instance[]): ExistingInstance {
  if (instances.length === 0) {
    throw new Error(`instance is '${wanted}', but no running instance in ${region} has this id or Name tag: check the name and AWS_REGION`);
  }
  if (instances.length > 1) {
    const ids = instances.map(({ InstanceId, PrivateIpAddress }) => `${InstanceId} (${PrivateIpAddress})`).join(', ');
    throw new Error(
      `instance is '${wanted}', which ${instances.length} running instances in ${region} are called: ${ids}; give one by its id`,
    );
  }
  const [{ InstanceId, PrivateIpAddress, VpcId, SecurityGroups }] = instances;
  if (!InstanceId || !PrivateIpAddress || !VpcId || !SecurityGroups?.[0]?.GroupId) {
    throw new Error(`instance is '${wanted}', but ${InstanceId} has no address in a VPC: start it inside a VPC`);
  }
  return { id: InstanceId, privateIp: PrivateIpAddress, vpcId: VpcId, securityGroupId: SecurityGroups[0].GroupId };
}

function keep(key: string, found: ExistingInstance): void {
  let context: Record<string, unknown> = {};
  try {
    context = JSON.parse(readFileSync(CONTEXT_FILE, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new Error(`${CONTEXT_FILE} is no JSON, so the instance that was found cannot be kept there: mend or delete the file`);
    }
  }
  writeFileSync(CONTEXT_FILE, `${JSON.stringify({ ...context, [key]: found }, null, 2)}\n`);
}
