import { DescribeStacksCommand, SignalResourceCommand } from '@aws-sdk/client-cloudformation';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import type { Clients, Credentials } from '../../aws/clients';
import { ROOT } from '../../aws/emulator';
import type { Lab } from '../../lab';
import type { Instance } from '../../machines/instance';
import type { Service } from '../../service';
import { holds, same } from '../claims';
import { listed, type Statement } from '../deploy/role';
import type { Show } from './events';
import { inside } from './inspect';
import { Kms } from './key';

/** What is there and is none of the host's business. */
interface Others {
  /** Of a secret, a parameter and a bucket. */
  readonly name: string;
  readonly bootstrapBucket: string;
  readonly bootstrapKey: string;
  readonly log: string;
  /** What keys have encrypted, by what is said of the key. */
  readonly encrypted: Readonly<Record<string, { readonly key: string; readonly text: string }>>;
}

/** The names that a refusal has. */
const REFUSED = /AccessDenied|Forbidden|UnauthorizedOperation|not authorized/;

/** What a host's credentials do not open; the account's root opens it, so it is there. */
export async function showOthersRefused(
  lab: Lab,
  { stack }: Service,
  instance: Instance,
  all: readonly Statement[],
  show: Show,
  prefix = '',
): Promise<void> {
  const reads = all
    .flatMap(({ Action }) => listed(Action))
    .filter((action) => /^(secretsmanager|ssm|kms):/.test(action) && !action.endsWith('UpdateInstanceInformation'));
  const role =
    reads.length > 0
      ? `a role that has ${[...new Set(reads)].sort().join(', ')} for its own`
      : 'a role that has no secret; part compositions asks one that has';
  await show(
    {
      id: `${prefix}others-refused`,
      claim:
        "With the host's own credentials other secrets, parameters, keys, " +
        `objects, buckets, logs, stacks and services are refused (${role}).`,
      how:
        'The session that the metadata service gives the host, used with the AWS SDK, ' +
        "for KMS with the agent's own signature. First the same calls as the account's root: none is refused.",
      parts: ['IAM', 'EC2'],
    },
    async () => {
      const others = await makeOthers(lab, stack, instance, all);
      const asked = async (credentials: Credentials) =>
        outcomes(calls(lab.emulator.clients(credentials), new Kms(instance, lab.endpoint, credentials), others));
      const asRoot = Object.entries(await asked(ROOT)).filter(
        ([, outcome]) => outcome !== 'allowed' && !outcome.includes('cannot be signaled'),
      );
      same("calls that fail for the account's root", asRoot, []);
      const asHost = await asked(await sessionOf(instance));
      const wrong = Object.entries(asHost)
        .filter(([, outcome]) => !REFUSED.test(outcome))
        .map(([name, outcome]) => `${name} (${outcome.slice(0, 120)})`);
      holds(wrong.length === 0, `not refused: ${wrong.join('; ')}`);
      return `refused: ${Object.keys(asHost).join(', ')}`;
    },
  );
}

/** The credentials that the host has, as the agent gets them. */
async function sessionOf(instance: Instance): Promise<Credentials> {
  const script =
    'T=$(curl -s -X PUT -H "X-aws-ec2-metadata-token-ttl-seconds: 60" http://169.254.169.254/latest/api/token); ' +
    'U=http://169.254.169.254/latest/meta-data/iam/security-credentials/; ' +
    'G() { curl -s -H "X-aws-ec2-metadata-token: $T" "$1"; }; G "$U$(G $U)"';
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(await inside(instance, script)) as Record<string, string>;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token };
}

/** Another application's things, and what is next to the host's own. */
async function makeOthers({ aws, endpoint }: Lab, stack: string, instance: Instance, all: readonly Statement[]): Promise<Others> {
  const name = `another-application-than-${stack.toLowerCase()}`;
  await aws.secrets.send(new CreateSecretCommand({ Name: name, SecretString: 'not yours' }));
  await aws.ssm.send(new PutParameterCommand({ Name: `/${name}`, Type: 'String', Value: 'not yours' }));
  await aws.s3.send(new CreateBucketCommand({ Bucket: name }));
  await aws.s3.send(new PutObjectCommand({ Bucket: name, Key: name, Body: 'not yours' }));
  const own = all.flatMap(({ Resource }) => listed(Resource));
  const objects = own.filter((arn) => arn.startsWith('arn:aws:s3:::'));
  const bootstrapBucket = objects[0].replace('arn:aws:s3:::', '').split('/')[0];
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: bootstrapBucket }));
  const bootstrapKey = Contents.map((object) => object.Key ?? '').find(
    (key) => !objects.includes(`arn:aws:s3:::${bootstrapBucket}/${key}`),
  );
  holds(bootstrapKey, `the bootstrap bucket ${bootstrapBucket} has nothing but the host's own objects`);
  const [log] = own.flatMap((arn) => /:log-group:([^:]+)/.exec(arn)?.slice(1) ?? []);
  const kms = new Kms(instance, endpoint, ROOT);
  const keys = {
    'another key': await kms.createKey(),
    "the secrets' own key outside of their services": own.find((arn) => arn.startsWith('arn:aws:kms:')),
  };
  const encrypted = await Promise.all(
    Object.entries(keys).flatMap(([what, key]) => (key ? [kms.encrypt(key).then((text) => [what, { key, text }] as const)] : [])),
  );
  return { name, bootstrapBucket, bootstrapKey, log, encrypted: Object.fromEntries(encrypted) };
}

/** What somebody who has the host's credentials would try next. */
function calls(
  who: Clients,
  kms: Kms,
  { name, bootstrapBucket, bootstrapKey, log, encrypted }: Others,
): Record<string, () => Promise<unknown>> {
  return {
    'another secret': () => who.secrets.send(new GetSecretValueCommand({ SecretId: name })),
    'another parameter': () => who.ssm.send(new GetParameterCommand({ Name: `/${name}`, WithDecryption: true })),
    ...Object.fromEntries(
      Object.entries(encrypted).map(([what, { key, text }]) => [`decryption with ${what}`, () => kms.decrypt(key, text)]),
    ),
    'an object of another bucket': () => who.s3.send(new GetObjectCommand({ Bucket: name, Key: name })),
    'another object of the bootstrap bucket': () => who.s3.send(new GetObjectCommand({ Bucket: bootstrapBucket, Key: bootstrapKey })),
    'a list of the bootstrap bucket': () => who.s3.send(new ListObjectsV2Command({ Bucket: bootstrapBucket })),
    'a signal to another stack': () =>
      who.cloudFormation.send(
        new SignalResourceCommand({ StackName: 'CDKToolkit', LogicalResourceId: 'StagingBucket', UniqueId: 'x', Status: 'SUCCESS' }),
      ),
    'a look at stacks': () => who.cloudFormation.send(new DescribeStacksCommand({})),
    'a look at instances': () => who.ec2.send(new DescribeInstancesCommand({})),
    'a look at roles': () => who.iam.send(new ListRolesCommand({})),
    'reading the log that it writes': () => who.logs.send(new FilterLogEventsCommand({ logGroupName: log })),
  };
}

/** What came of each call. */
async function outcomes(each: Readonly<Record<string, () => Promise<unknown>>>): Promise<Record<string, string>> {
  const results: Record<string, string> = {};
  for (const [name, call] of Object.entries(each)) {
    results[name] = await call().then(
      () => 'allowed',
      (error: Error) => `${error.name} ${error.message}`,
    );
  }
  return results;
}
