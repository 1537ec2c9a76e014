import { paginateListCertificates } from '@aws-sdk/client-acm';
import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateDescribeInstances, paginateDescribeLaunchTemplates, paginateDescribeSecurityGroups, paginateDescribeVpcs, type Tag } from '@aws-sdk/client-ec2';
import { paginateDescribeLoadBalancers, paginateDescribeTargetGroups } from '@aws-sdk/client-elastic-load-balancing-v2';
import { paginateListRoles } from '@aws-sdk/client-iam';
import { succeeded } from '../cdk';
import type { Cloud } from '../cloud';
import { plain, readRecords } from '../load-balancer/names';
import { readService } from '../service';
import { claimsOf, holds, same } from './claims';
import type { CloudPart } from './part';

const NAME = 'destroy';

/** Everything of the account that a deployment makes, by kind. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** `cdk destroy` leaves nothing but what is meant to stay. */
export const destroy: CloudPart = {
  name: NAME,
  title: 'Destroy',
  async run(cloud) {
    const show = claimsOf(cloud, NAME);
    const deployed = await cloud.service();
    const service = await readService(cloud.aws, deployed.stack, deployed.domain);
    const ids = new Set(service.resources.map(({ PhysicalResourceId }) => PhysicalResourceId ?? ''));
    const hosts = (await inventory(cloud)).instances.filter((instance) => instance.endsWith(` of ${service.stack}`));
    const run = succeeded(await cloud.cdk(['destroy', '--force', '--progress', 'events'], { context: deployed.context }), 'cdk destroy');
    cloud.proof.figure(NAME, 'cdk destroy', `${run.seconds} s`);
    const after = await inventory(cloud);
    const left = (kind: string) => (after[kind] ?? []).filter((id) => ids.has(id));
    await show(
      { id: 'stack-is-gone', claim: '`cdk destroy` succeeds.', how: 'DescribeStacks by the stack\'s id.', parts: ['aws-cdk', 'CloudFormation'] },
      async () => {
        const { Stacks = [] } = await cloud.aws.cloudFormation.send(new DescribeStacksCommand({ StackName: service.stackId }));
        same('StackStatus', Stacks[0]?.StackStatus, 'DELETE_COMPLETE');
        return `DELETE_COMPLETE after ${run.seconds} s`;
      },
    );
    await show(
      { id: 'no-host-lives', claim: 'No host is left alive.', how: 'DescribeInstances of the group\'s instances.', parts: ['EC2', 'Auto Scaling'] },
      () => {
        holds(hosts.length > 0, 'no instance was found before, so nothing would be proved');
        same('instances that are not terminated', after.instances.filter((instance) => hosts.includes(instance)), []);
        return `of ${hosts.length} instances none runs`;
      },
    );
    await show(
      { id: 'only-what-stays', claim: 'Nothing is left but the deployment log and the record that validated the certificate.', how: 'Lists of each kind by AWS\'s API, before and after.', parts: ['AWS APIs', 'CloudFormation'] },
      () => {
        const kinds = Object.keys(after).filter((kind) => left(kind).length > 0);
        same('what is left', Object.fromEntries(kinds.map((kind) => [kind, left(kind)])), { logGroups: [service.outputs.DeploymentLog] });
        const records = after.records.filter((record) => record.endsWith(` ${service.domain}`) || record.endsWith(`.${service.domain}`));
        holds(records.length === 1 && records[0].startsWith('CNAME '), `records left are ${records.join(', ') || 'none'}, but the validation's CNAME stays on AWS`);
        return `${service.resources.length} resources gone; left are log group ${service.outputs.DeploymentLog} and ${records[0]}`;
      },
    );
  },
};

/** What the account has, as far as a deployment could have made it. */
export async function inventory({ aws: { acm, autoScaling, ec2, elb, iam, logs, route53 }, zone }: Pick<Cloud, 'aws' | 'zone'>): Promise<Inventory> {
  const alive = [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped', 'shutting-down'] }];
  const stack = (tags: readonly Tag[] = []) => tags.find(({ Key }) => Key === 'aws:cloudformation:stack-name')?.Value ?? 'no stack';
  return {
    instances: await all(paginateDescribeInstances({ client: ec2 }, { Filters: alive }), ({ Reservations = [] }) =>
      Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, Tags }) => `${InstanceId} of ${stack(Tags)}`)),
    records: (await readRecords(route53, zone)).map(({ Type, Name }) => `${Type} ${plain(Name ?? '')}`),
    loadBalancers: await all(paginateDescribeLoadBalancers({ client: elb }, {}), ({ LoadBalancers = [] }) => LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn)),
    targetGroups: await all(paginateDescribeTargetGroups({ client: elb }, {}), ({ TargetGroups = [] }) => TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn)),
    groups: await all(paginateDescribeAutoScalingGroups({ client: autoScaling }, {}), ({ AutoScalingGroups = [] }) => AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName)),
    launchTemplates: await all(paginateDescribeLaunchTemplates({ client: ec2 }, {}), ({ LaunchTemplates = [] }) => LaunchTemplates.map(({ LaunchTemplateId }) => LaunchTemplateId)),
    securityGroups: await all(paginateDescribeSecurityGroups({ client: ec2 }, {}), ({ SecurityGroups = [] }) => SecurityGroups.map(({ GroupId }) => GroupId)),
    networks: await all(paginateDescribeVpcs({ client: ec2 }, {}), ({ Vpcs = [] }) => Vpcs.map(({ VpcId }) => VpcId)),
    roles: await all(paginateListRoles({ client: iam }, {}), ({ Roles = [] }) => Roles.map(({ RoleName }) => RoleName)),
    certificates: await all(paginateListCertificates({ client: acm }, {}), ({ CertificateSummaryList = [] }) => CertificateSummaryList.map(({ CertificateArn }) => CertificateArn)),
    logGroups: await all(paginateDescribeLogGroups({ client: logs }, {}), ({ logGroups = [] }) => logGroups.map(({ logGroupName }) => logGroupName)),
  };
}

async function all<Page>(pages: AsyncIterable<Page>, names: (page: Page) => readonly (string | undefined)[]): Promise<string[]> {
  const found: string[] = [];
  for await (const page of pages) {
    found.push(...names(page).map((name) => name ?? ''));
  }
  return found;
}
