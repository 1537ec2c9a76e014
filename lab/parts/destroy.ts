import { DescribeStacksCommand, type StackResource } from '@aws-sdk/client-cloudformation';
import { succeeded } from '../cdk';
import { plain } from '../load-balancer/names';
import { readService } from '../service';
import { claimsOf, holds, same } from './claims';
import { type Inventory, inventory } from './destroy/inventory';
import { uploadsOf } from './destroy/uploads';
import type { CloudPart } from './part';

const NAME = 'destroy';

/** What has no list that knows it by its id, because it is a part of what it belongs to. */
const BELONGING = [
  ...['Route', 'SubnetRouteTableAssociation', 'VPCGatewayAttachment', 'SecurityGroupIngress', 'SecurityGroupEgress'].map(
    (kind) => `AWS::EC2::${kind}`,
  ),
  'AWS::IAM::Policy',
  'AWS::CDK::Metadata',
];

/** What two hosts have besides, of which no list is asked for: that it is gone is CloudFormation's word. */
const UNLISTED = /^AWS::(ElastiCache|SecretsManager|CloudWatch)::/;

/** `cdk destroy` leaves nothing but what is meant to stay. */
export const destroy: CloudPart = {
  name: NAME,
  title: 'Destroy',
  async run(cloud) {
    const show = claimsOf(cloud, NAME);
    const deployed = await cloud.service();
    const service = await readService(cloud.aws, deployed.stack, deployed.domain);
    const [before, uploaded] = [await inventory(cloud), await uploadsOf(cloud.aws, service.stack)];
    const hosts = before.instances.filter((instance) => instance.endsWith(` of ${service.stack}`));
    const run = succeeded(await cloud.cdk(['destroy', '--force', '--progress', 'events'], { context: deployed.context }), 'cdk destroy');
    cloud.proof.figure(NAME, 'cdk destroy', `${run.seconds} s`);
    const after = await inventory(cloud);
    await show(
      {
        id: 'stack-is-gone',
        claim: '`cdk destroy` succeeds.',
        how: "DescribeStacks by the stack's id.",
        parts: ['aws-cdk', 'CloudFormation'],
      },
      async () => {
        const { Stacks = [] } = await cloud.aws.cloudFormation.send(new DescribeStacksCommand({ StackName: service.stackId }));
        same('StackStatus', Stacks[0]?.StackStatus, 'DELETE_COMPLETE');
        return `DELETE_COMPLETE after ${run.seconds} s`;
      },
    );
    await show(
      {
        id: 'no-host-lives',
        claim: 'No host is left alive.',
        how: "DescribeInstances of the group's instances.",
        parts: ['EC2', 'Auto Scaling'],
      },
      () => {
        holds(hosts.length > 0, 'no instance was found before, so nothing would be proved');
        same(
          'instances that are not terminated',
          after.instances.filter((instance) => hosts.includes(instance)),
          [],
        );
        return `of ${hosts.length} instances none runs`;
      },
    );
    await show(
      {
        id: 'only-what-stays',
        claim:
          'Nothing is left but the deployment log, the record that validated the certificate, ' +
          'and what `cdk deploy` uploaded to the bucket of `cdk bootstrap`: jar, agent and template.',
        how:
          "Lists of each kind by AWS's API, before and after: each resource of the stack must be in one before. Routes, " +
          "associations, attachments, rules of security groups and a role's own policies have none, and go with what they belong to.",
        parts: ['AWS APIs', 'CloudFormation', 'S3'],
      },
      () => {
        const listed = service.resources.filter(
          ({ ResourceType = '' }) => !BELONGING.includes(ResourceType) && !UNLISTED.test(ResourceType),
        );
        same(
          'resources that no list had before',
          listed
            .filter((resource) => !isIn(before, resource))
            .map(({ ResourceType, PhysicalResourceId }) => `${ResourceType} ${PhysicalResourceId}`),
          [],
        );
        const left = listed.filter((resource) => isIn(after, resource));
        same(
          'resources that are left',
          left.map(({ PhysicalResourceId }) => PhysicalResourceId),
          [service.outputs.DeploymentLog],
        );
        const records = after.records.filter((record) => record.endsWith(` ${service.domain}`) || record.endsWith(`.${service.domain}`));
        holds(
          records.length === 1 && records[0].startsWith('CNAME '),
          `records left are ${records.join(', ') || 'none'}, but the validation's CNAME stays on AWS`,
        );
        same('endings of what was uploaded', uploaded.map((key) => key.split('.').pop()).sort(), ['jar', 'json', 'zip']);
        same(
          'uploads that are left',
          uploaded.filter((key) => after.uploads.includes(key)),
          uploaded,
        );
        return (
          `${listed.length - left.length} resources were in a list before and are in none now; ` +
          `left are log group ${service.outputs.DeploymentLog}, ${records[0]}, and in the bucket ${uploaded.join(', ')}`
        );
      },
    );
  },
};

/** Whether a list has a resource. Records are listed with their type; the emulator names instance profiles by their ARN. */
function isIn(lists: Inventory, { ResourceType, PhysicalResourceId = '' }: StackResource): boolean {
  const id = ResourceType === 'AWS::IAM::InstanceProfile' ? PhysicalResourceId.split('/').pop() : PhysicalResourceId;
  return Object.values(lists).some((names) => names.some((name) => name === id || name.endsWith(` ${plain(PhysicalResourceId)}`)));
}
