import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { IAM } from '@aws-sdk/client-iam';
import { Mq } from '@aws-sdk/client-mq';
import { READS } from '../../../lib/aws/reads';
import { classicLoadBalancer, classicTemplate, refusal, withBroker } from './answers';
import { freePort } from '../../free-port';
import { Lab, type Deployed } from './lab';
import type { Change } from './stand-in';
import { ref } from './template';

interface Policy {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
  }[];
}

let lab: Lab;
let chain: Deployed;
let policy: Policy;
let broker: string;

/**
 * A chain that makes the doctor ask everything: an update that failed, a host that said why, a scaling group that does not come up,
 * a broker.
 */
beforeAll(async () => {
  lab = await Lab.start();
  chain = await lab.deploy((resources) => {
    resources.Template = {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { ImageId: 'ami-12345678', InstanceType: 't3.small' } },
    };
    resources.Group = {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '0',
        MaxSize: '2',
        DesiredCapacity: '2',
        TargetGroupARNs: [ref('Targets')],
        VPCZoneIdentifier: [ref('SubnetA')],
        LaunchTemplate: { LaunchTemplateId: ref('Template'), Version: '1' },
      },
    };
  });
  const logs = new CloudWatchLogs(lab.sdk);
  const stream = { logGroupName: chain.id('DeploymentLog'), logStreamName: chain.host };
  await logs.createLogStream(stream);
  await logs.putLogEvents({
    ...stream,
    logEvents: [
      { timestamp: Date.now(), message: 'APP-OUT-OF-MEMORY at spring-boot: the JVM ran out of memory (route /ws). Give it more.' },
    ],
  });
  logs.destroy();
  const mq = new Mq(lab.sdk);
  const { BrokerId } = await mq.createBroker({
    BrokerName: 'chat',
    DeploymentMode: 'SINGLE_INSTANCE',
    EngineType: 'ACTIVEMQ',
    HostInstanceType: 'mq.m5.large',
    PubliclyAccessible: false,
    Users: [{ Username: 'chat', Password: 'what-the-broker-asks-for' }],
  });
  mq.destroy();
  broker = BrokerId!;
  policy = JSON.parse((await lab.doctor(['--stack', chain.name, '--policy'])).stdout) as Policy;
}, 300_000);
afterAll(() => lab.stop());
afterEach(() => lab.answer());

const failedUpdate: Change = (call) =>
  call.action === 'DescribeStacks' ? { body: call.said.replace('CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE') } : undefined;
const oldBalancer = classicLoadBalancer('old', classicTemplate('HTTP'));
const actionsOf = ({ Statement }: Policy) => Statement.flatMap(({ Action }) => Action).sort();
const without = (action: string): Policy => ({
  ...policy,
  Statement: policy.Statement.map((each) => ({ ...each, Action: each.Action.filter((own) => own !== action) })).filter(
    ({ Action }) => Action.length > 0,
  ),
});

/** Credentials of a user who may do what a policy says. */
async function userWith(name: string, document: Policy): Promise<Record<string, string>> {
  const iam = new IAM(lab.sdk);
  await iam.createUser({ UserName: name });
  await iam.putUserPolicy({ UserName: name, PolicyName: 'doctor', PolicyDocument: JSON.stringify(document) });
  const { AccessKey } = await iam.createAccessKey({ UserName: name });
  iam.destroy();
  return { AWS_ACCESS_KEY_ID: AccessKey!.AccessKeyId!, AWS_SECRET_ACCESS_KEY: AccessKey!.SecretAccessKey! };
}

test('the printed policy is enough, and nothing else is called', async () => {
  const credentials = await userWith('enough', policy);
  lab.answer(failedUpdate, withBroker(broker, oldBalancer));
  const { report, code } = await lab.doctor(['--stack', chain.name, '--json'], credentials);
  expect([code, report.cause?.code, report.cause?.detail]).toEqual([
    1,
    'APP-OUT-OF-MEMORY',
    `${chain.host}: APP-OUT-OF-MEMORY at spring-boot: the JVM ran out of memory (route /ws). Give it more.`,
  ]);
  expect(report.answers.filter(({ summary }) => summary.includes('not allowed'))).toEqual([]);
  const called = new Set(lab.standIn.calls.map(({ action }) => action));
  expect([...called].sort()).toEqual(
    actionsOf(policy)
      .map((action) => action.split(':')[1])
      .sort(),
  );
  expect(Object.keys(READS).sort()).toEqual(actionsOf(policy));
});

test.each(Object.keys(READS))('without %s one hop is not told, and says so', async (action) => {
  lab.answer(failedUpdate, withBroker(broker, oldBalancer));
  const { report, stderr } = await lab.doctor(['--stack', chain.name, '--json'], await userWith(action.replace(':', '-'), without(action)));
  const silent = report.answers.filter(({ summary }) => summary.includes(`not allowed: ${action}`));
  expect([stderr.includes('error'), silent.length > 0]).toEqual([false, true]);
});

test('one hop that is not told makes exit code 2 and names the permission', async () => {
  const healthy = await lab.deploy();
  const allowed = JSON.parse((await lab.doctor(['--instance', healthy.host, '--policy'])).stdout) as Policy;
  expect(actionsOf(allowed)).not.toContain('cloudformation:DescribeStacks');
  const credentials = await userWith('blind', {
    ...allowed,
    Statement: allowed.Statement.map((each) => ({ ...each, Action: each.Action.filter((own) => own !== 'ec2:DescribeInstanceStatus') })),
  });
  const { code, stdout } = await lab.doctor(['--instance', healthy.host], credentials);
  expect(code).toBe(2);
  expect(stdout).toContain('not allowed: ec2:DescribeInstanceStatus');
  expect(stdout).toContain(`allow ec2:DescribeInstanceStatus; doctor --instance ${healthy.host} --policy prints the whole policy`);
});

test('throttling is tried again, then the hop is not told', async () => {
  const healthy = await lab.deploy();
  let first = true;
  const once = refusal('DescribeLoadBalancerAttributes', 'Throttling');
  lab.answer((call) => (call.action === 'DescribeLoadBalancerAttributes' && first ? ((first = false), once(call)) : undefined));
  expect((await lab.doctor(['--stack', healthy.name])).code).toBe(0);
  lab.answer(once);
  const { code, stdout } = await lab.doctor(['--stack', healthy.name]);
  expect([code, lab.standIn.calls.filter(({ action }) => action === 'DescribeLoadBalancerAttributes').length]).toEqual([2, 3]);
  expect(stdout).toContain(
    'AWS answers too slowly for elasticloadbalancing:DescribeLoadBalancerAttributes (throttled): try again in a minute',
  );
});

test.each<[string, string[], Record<string, string>, string]>([
  [
    'fails for an unknown stack',
    ['--stack', 'Nobody'],
    {},
    'error: there is no stack Nobody in us-east-1: check the name, --region and --profile',
  ],
  [
    'fails for an unknown instance',
    ['--instance', 'i-0123456789abcdef0'],
    {},
    'error: there is no instance i-0123456789abcdef0 in us-east-1: check the id, --region and --profile',
  ],
  [
    'fails in another region',
    ['--stack', 'chat1', '--region', 'eu-west-1'],
    {},
    'error: there is no stack chat1 in eu-west-1: check the name, --region and --profile',
  ],
  [
    'fails without a region',
    ['--stack', 'chat1'],
    { AWS_REGION: '' },
    'error: no AWS region is set: give --region, such as --region eu-central-1, or set AWS_REGION',
  ],
  ['fails with a region that is none', ['--stack', 'chat1', '--region', 'eu west'], {}, 'error: the AWS region is none'],
  [
    'fails without credentials',
    ['--stack', 'chat1'],
    { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    'error: no AWS credentials were found',
  ],
  [
    'fails with a profile that is not there',
    ['--stack', 'chat1', '--profile', 'nobody'],
    { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
    'error: no AWS credentials were found',
  ],
  [
    'fails with credentials that AWS does not know',
    ['--stack', 'chat1'],
    { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
    'error: AWS does not accept these credentials',
  ],
  [
    'fails for what is no instance id',
    ['--instance', 'chat'],
    {},
    'error: --instance is chat: write the id of an EC2 instance, such as --instance i-0123456789abcdef0',
  ],
  [
    'fails for what is no stack name',
    ['--stack', 'arn:x'],
    {},
    'error: --stack is arn:x: write the name of a CloudFormation stack, such as --stack Chat',
  ],
])('%s in one sentence', async (_, words, environment, sentence) => {
  const { code, stderr, stdout } = await lab.doctor(words, environment);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).toContain(sentence);
});

test('an endpoint that is not there leaves everything untold', async () => {
  const { code, stdout } = await lab.doctor(['--stack', 'chat1'], { AWS_ENDPOINT_URL: `http://127.0.0.1:${await freePort()}` });
  expect(code).toBe(2);
  expect(stdout).toContain('no answer to cloudformation:DescribeStacks');
});
