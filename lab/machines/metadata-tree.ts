import type { LaunchRequest } from './launch';
import { type Attachment, hostName } from './network';
import { SUBNET_RANGE, VPC_RANGE } from './hub';

/** What an instance is told of itself. */
export interface InstanceFacts {
  readonly instanceId: string;
  readonly imageId: string;
  readonly instanceType: string;
  readonly privateIp: string;
  readonly mac: string;
  readonly account: string;
  readonly region: string;
  readonly subnetId: string;
  readonly availabilityZone: string;
  readonly vpcId: string;
  readonly securityGroupIds: readonly string[];
  readonly roleName?: string;
  readonly instanceProfileArn?: string;
  readonly launchTime: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Raw, as it was given to EC2. */
  readonly userData: Buffer;
}

/** What an instance is told that was launched this way into this account. */
export function factsOf(request: LaunchRequest, nic: Attachment, { account, region }: { account: string; region: string }): InstanceFacts {
  return {
    ...request,
    account,
    region,
    privateIp: nic.ip,
    mac: nic.mac,
    vpcId: request.vpcId ?? 'vpc-0123456789abcdef0',
    availabilityZone: request.availabilityZone ?? `${region}a`,
    userData: Buffer.from(request.userData, 'base64'),
  };
}

/** A folder of the service, or a file of it. */
export type Category = string | Buffer | (() => Promise<string>) | { readonly [name: string]: Category };

/** The categories of "Instance metadata categories" in the EC2 User Guide, as far as a host like ours has them. */
export function categories(
  facts: InstanceFacts,
  credentials: () => Promise<string>,
  targetLifecycleState: () => Promise<string>,
): Category {
  const { instanceId, privateIp, mac, region, account, roleName, securityGroupIds, availabilityZone } = facts;
  const localName = `${hostName(privateIp)}.ec2.internal`;
  const groups = securityGroupIds.join('\n');
  const tags: Record<string, Category> = Object.keys(facts.tags).length > 0 ? { tags: { instance: facts.tags } } : {};
  const role: Record<string, Category> = roleName
    ? {
        iam: {
          info: JSON.stringify(
            {
              Code: 'Success',
              LastUpdated: facts.launchTime,
              InstanceProfileArn: facts.instanceProfileArn ?? `arn:aws:iam::${account}:instance-profile/${roleName}`,
              InstanceProfileId: 'AIPA00000000000000000',
            },
            null,
            2,
          ),
          'security-credentials': { [roleName]: credentials },
        },
      }
    : {};
  return {
    'meta-data': {
      'ami-id': facts.imageId,
      'ami-launch-index': '0',
      'ami-manifest-path': '(unknown)',
      autoscaling: { 'target-lifecycle-state': targetLifecycleState },
      'block-device-mapping': { ami: '/dev/xvda', root: '/dev/xvda' },
      hostname: localName,
      ...role,
      'instance-action': 'none',
      'instance-id': instanceId,
      'instance-life-cycle': 'on-demand',
      'instance-type': facts.instanceType,
      'local-hostname': localName,
      'local-ipv4': privateIp,
      mac,
      network: {
        interfaces: {
          macs: {
            [mac]: {
              'device-number': '0',
              'interface-id': `eni-${instanceId.replace(/^i-/, '')}`,
              'local-hostname': localName,
              'local-ipv4s': privateIp,
              mac,
              'owner-id': account,
              'security-group-ids': groups,
              'security-groups': groups,
              'subnet-id': facts.subnetId,
              'subnet-ipv4-cidr-block': SUBNET_RANGE,
              'vpc-id': facts.vpcId,
              'vpc-ipv4-cidr-block': VPC_RANGE,
              'vpc-ipv4-cidr-blocks': VPC_RANGE,
            },
          },
        },
      },
      placement: { 'availability-zone': availabilityZone, 'availability-zone-id': 'use1-az1', region },
      profile: 'default-hvm',
      'reservation-id': `r-${instanceId.replace(/^i-/, '')}`,
      'security-groups': groups,
      services: { domain: 'amazonaws.com', partition: 'aws' },
      system: 'nitro',
      ...tags,
    },
    dynamic: {
      'instance-identity': {
        document: JSON.stringify(
          {
            accountId: account,
            architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
            availabilityZone,
            imageId: facts.imageId,
            instanceId,
            instanceType: facts.instanceType,
            pendingTime: facts.launchTime,
            privateIp,
            region,
            version: '2017-09-30',
          },
          null,
          2,
        ),
      },
    },
    ...(facts.userData.length > 0 ? { 'user-data': facts.userData } : {}),
  };
}

/** Finds what a path names; a folder is answered with its entries, those that are folders with a slash. */
export async function read(root: Category, path: string): Promise<string | Buffer | undefined> {
  let found: Category | undefined = root;
  for (const name of path.split('/').filter((each) => each !== '')) {
    found = isFolder(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  if (typeof found === 'function') {
    return found();
  }
  return isFolder(found)
    ? Object.entries(found)
        .map(([name, each]) => (isFolder(each) ? `${name}/` : name))
        .join('\n')
    : found;
}

function isFolder(category: Category | undefined): category is { readonly [name: string]: Category } {
  return typeof category === 'object' && !Buffer.isBuffer(category);
}
