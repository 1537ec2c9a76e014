import { DescribeStacksCommand, SignalResourceCommand } from '@aws-sdk/client-cloudformation';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Credentials } from '../../aws/clients';
import type { Lab } from '../../lab';
import type { Instance } from '../../machines/instance';
import type { Service } from '../../service';
import { holds } from '../claims';
import { hostRole, listed, statements, type Statement } from '../deploy/role';
import { agentCalls } from './agent-calls';
import type { Show } from './events';
import { inside } from './inspect';
import { permissions, sessionWith, without } from './reduced-role';

/** The role is enough, and nothing of it is too much. */
export async function showPrivilege(lab: Lab, service: Service, instance: Instance, show: Show): Promise<void> {
  const all = await statements(lab.aws, hostRole(service));
  await showSufficientAndNeeded(lab, instance, all, show);
  await show(
    { id: 'others-refused', claim: 'With the host\'s own credentials other secrets, objects, buckets, stacks and services are refused.', how: 'The session that the metadata service gives the host, used with the AWS SDK.', parts: ['IAM', 'EC2'] },
    async () => {
      const calls = await strangersCalls(lab, await sessionOf(instance), all);
      const allowed: string[] = [];
      for (const [name, call] of Object.entries(calls)) {
        const outcome = await call().then(() => 'allowed', (error: Error) => error.name + error.message);
        if (!/AccessDenied|Forbidden|UnauthorizedOperation|not authorized/.test(outcome)) {
          allowed.push(`${name} (${outcome.slice(0, 120)})`);
        }
      }
      holds(allowed.length === 0, `not refused: ${allowed.join('; ')}`);
      return `refused: ${Object.keys(calls).join(', ')}`;
    },
  );
}

/** Each of the agent's calls passes on the whole role, and each permission taken away breaks one. */
export async function showSufficientAndNeeded({ aws, endpoint }: Lab, instance: Instance, all: readonly Statement[], show: Show, prefix = ''): Promise<void> {
  await show(
    { id: `${prefix}sufficient`, claim: 'The deployed role is enough for everything that the agent does.', how: 'The agent\'s own functions on the host, on the host\'s own credentials; IAM is enforced.', parts: ['agent', 'IAM', 'EC2'] },
    async () => {
      const results = await agentCalls(instance, endpoint);
      const wrong = Object.entries(results).filter(([, result]) => result !== 'ok');
      holds(wrong.length === 0, wrong.map(([name, result]) => `${name}: ${result}`).join('; '));
      return `${Object.keys(results).length} calls pass: ${Object.keys(results).join(', ')}`;
    },
  );
  await show(
    {
      id: `${prefix}each-needed`, claim: 'Every permission of the role is needed: without it the agent cannot do its work.',
      how: 'For each action of each statement a role that has all others; the agent\'s own functions on the host with a session of that role.', parts: ['agent', 'IAM'],
    },
    async () => {
      const broken: string[] = [];
      const superfluous: string[] = [];
      // Session Manager's agent uses these, which is the image's own and not there on Debian.
      const ours = permissions(all).filter(({ action }) => !/^ssm(messages)?:/.test(action) || action === 'ssm:GetParameter');
      for (const permission of ours) {
        const results = await agentCalls(instance, endpoint, await sessionWith(aws, without(all, permission)));
        const failed = Object.entries(results).filter(([, result]) => result !== 'ok').map(([name]) => name);
        (failed.length > 0 ? broken : superfluous).push(failed.length > 0 ? `without ${permission.action}: ${failed.join(', ')}` : permission.action);
      }
      holds(superfluous.length === 0, `nothing breaks without ${superfluous.join(', ')}`);
      return broken.join('; ');
    },
  );
}

/** The credentials that the host has, as the agent gets them. */
async function sessionOf(instance: Instance): Promise<Credentials> {
  const script = 'T=$(curl -s -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token); '
    + 'U=http://169.254.169.254/latest/meta-data/iam/security-credentials/; G() { curl -s -H "X-aws-ec2-metadata-token: $T" "$1"; }; G "$U$(G $U)"';
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(await inside(instance, script)) as Record<string, string>;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
}

/** What somebody who has the host's credentials would try next. */
async function strangersCalls({ aws, emulator }: Lab, session: Credentials, all: readonly Statement[]): Promise<Record<string, () => Promise<unknown>>> {
  await aws.secrets.send(new CreateSecretCommand({ Name: 'another-application', SecretString: 'not yours' }));
  const host = emulator.clients(session);
  const objects = all.flatMap(({ Resource }) => listed(Resource)).filter((arn) => arn.startsWith('arn:aws:s3:::'));
  const Bucket = objects[0].replace('arn:aws:s3:::', '').split('/')[0];
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket }));
  const Key = Contents.map((object) => object.Key ?? '').find((key) => !objects.includes(`arn:aws:s3:::${Bucket}/${key}`));
  holds(Key, `the bootstrap bucket ${Bucket} has nothing but the host's own objects`);
  return {
    'another secret': () => host.secrets.send(new GetSecretValueCommand({ SecretId: 'another-application' })),
    'another object of the bootstrap bucket': () => host.s3.send(new GetObjectCommand({ Bucket, Key })),
    'a list of the bootstrap bucket': () => host.s3.send(new ListObjectsV2Command({ Bucket })),
    'a signal to another stack': () => host.cloudFormation.send(new SignalResourceCommand({ StackName: 'CDKToolkit', LogicalResourceId: 'StagingBucket', UniqueId: 'x', Status: 'SUCCESS' })),
    'a look at stacks': () => host.cloudFormation.send(new DescribeStacksCommand({})),
    'a look at instances': () => host.ec2.send(new DescribeInstancesCommand({})),
    'a look at roles': () => host.iam.send(new ListRolesCommand({})),
    'reading a log': () => host.logs.send(new GetLogEventsCommand({ logGroupName: 'any', logStreamName: 'any' })),
  };
}
