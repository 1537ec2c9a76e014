import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { SpringApp, WebSocketHost, WebSocketIngress } from '../../lib';
import { ids, only, routes, synthesized } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';
import { full, plain } from './two-hosts';

/** The statements of the role's own policy, which grants go to, and then of the agent's. */
const policy = (made: typeof plain) =>
  ['DefaultPolicy', 'AgentPolicy']
    .flatMap(
      (name) =>
        made.template.findResources('AWS::IAM::Policy')[ids(made.template, 'AWS::IAM::Policy').find((id) => id.includes(name))!]!.Properties
          .PolicyDocument.Statement as any[],
    )
    .map(({ Effect, Action, Resource, ...more }) => {
      expect(Effect).toBe('Allow');
      return [[Action].flat(), [Resource].flat().map(resolve), ...(more.Condition ? [more.Condition] : [])];
    });

describe('the role may do', () => {
  const bucket = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}';
  const log = (made: typeof plain) => ids(made.template, 'AWS::Logs::LogGroup').map((id) => `<${id}.Arn>`);

  test('only this', () => {
    expect(policy(plain)).toEqual([
      [['s3:GetObject'], [expect.stringMatching(/^.*\/[0-9a-f]{64}\.zip$/)]],
      [['s3:GetObject'], [expect.stringMatching(/^.*\/[0-9a-f]{64}\.jar$/)]],
      [['cloudformation:SignalResource'], ['<AWS::StackId>']],
      [['elasticloadbalancing:DescribeTargetHealth'], ['*']],
      [['logs:CreateLogStream', 'logs:PutLogEvents'], log(plain)],
      [
        [
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        ['*'],
      ],
      [['cloudwatch:PutMetricData'], ['*'], { StringEquals: { 'cloudwatch:namespace': 'CdkSpringWebSocket' } }],
    ]);
    expect(policy(plain)[0]![1][0]).toContain(bucket);
  });

  test('and with secrets, a jar in a bucket, logs and a grant, this; on Debian nothing for Session Manager', () => {
    const [secret] = ids(full.template, 'AWS::SecretsManager::SecretTargetAttachment');
    const uploads = ids(full.template, 'AWS::S3::Bucket')[0];
    expect(policy(full)).toEqual([
      [['s3:GetObject'], [expect.stringContaining(bucket)]],
      [['s3:GetObject'], ['arn:<AWS::Partition>:s3:::releases/chat/1.2.0.jar']],
      [['secretsmanager:GetSecretValue'], [`<${secret}>`]],
      [['ssm:GetParameter'], ['arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/chat/jwt']],
      [['secretsmanager:GetSecretValue'], ['arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf']],
      [
        ['kms:Decrypt'],
        ['arn:aws:kms:eu-west-1:123456789012:key/k'],
        { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } },
      ],
      [['cloudformation:SignalResource'], ['<AWS::StackId>']],
      [
        ['s3:GetObject*', 's3:GetBucket*', 's3:List*'],
        [`<${uploads}.Arn>`, `<${uploads}.Arn>/*`],
      ],
      [['elasticloadbalancing:DescribeTargetHealth'], ['*']],
      [
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        [expect.stringContaining('DeploymentLog'), expect.stringContaining('Logs')],
      ],
      [['cloudwatch:PutMetricData'], ['*'], { StringEquals: { 'cloudwatch:namespace': 'CdkSpringWebSocket' } }],
    ]);
  });

  test('no more than these policies', () => {
    const { Properties } = only(plain.template, 'AWS::IAM::Role');
    expect(Object.keys(Properties)).toEqual(['AssumeRolePolicyDocument']);
  });
});

test('a jar in a bucket with a key of its own may be decrypted', () => {
  const made = synthesized((stack) => {
    const encryptionKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k');
    const bucket = Bucket.fromBucketAttributes(stack, 'Releases', { bucketName: 'releases', encryptionKey });
    new WebSocketIngress(stack, 'Ingress', {
      host: new WebSocketHost(stack, 'Host', { app: SpringApp.fromBucket(bucket, 'chat.jar'), routes }),
    });
  });
  expect(policy(made)).toContainEqual([['kms:Decrypt'], ['arn:aws:kms:eu-west-1:123456789012:key/k']]);
  expect(userData(made.template).packages).toContain('java-21-amazon-corretto-headless');
});
