import { Duration, Size, type Stack } from 'aws-cdk-lib';
import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Credentials, DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AppSecret, Handshake, HostCapacity, HostImage, Route, SpringApp, WebSocketHost, WebSocketIngress } from '../../lib';
import { chat, ids, only, routes, synthesized } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';

const plain = synthesized((stack) => new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: chat(), routes }) }));

/** As a README's second example has it: a network, a database, secrets, a bucket, logs. */
const full = synthesized((stack) => {
  const vpc = new Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 2 });
  const db = new DatabaseInstance(stack, 'Db', { vpc, engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }), credentials: Credentials.fromGeneratedSecret('chat') });
  const parameter = StringParameter.fromSecureStringParameterAttributes(stack, 'Jwt', { parameterName: '/chat/jwt' });
  const key = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/k');
  const token = Secret.fromSecretAttributes(stack, 'Token', { secretCompleteArn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf', encryptionKey: key });
  const host = new WebSocketHost(stack, 'Host', {
    vpc,
    app: SpringApp.fromBucket(Bucket.fromBucketName(stack, 'Releases', 'releases'), 'chat/1.2.0.jar', {
      environment: { SPRING_DATASOURCE_URL: `jdbc:postgresql://${db.dbInstanceEndpointAddress}/chat` },
      properties: { 'spring.jpa.open-in-view': 'false' },
      secrets: { SPRING_DATASOURCE_PASSWORD: AppSecret.fromSecretsManager(db.secret!, 'password'), JWT: AppSecret.fromParameterStore(parameter) },
      startTimeout: Duration.minutes(10),
      healthPath: '/actuator/health/liveness',
      managementPort: 9090,
    }),
    routes: [Route.stomp('/ws', { handshake: Handshake.withQuery('token', AppSecret.fromSecretsManager(token)) }), Route.sse('/api/notifications')],
    image: HostImage.debian13(),
    capacity: HostCapacity.oneHost({ instanceType: new InstanceType('m7g.large'), connections: 20_000, disk: Size.gibibytes(40) }),
    logGroup: new LogGroup(stack, 'Logs'),
  });
  db.connections.allowDefaultPortFrom(host);
  new Bucket(stack, 'Uploads').grantRead(host);
  new WebSocketIngress(stack, 'Ingress', { host });
});

const launch = (made: typeof plain) => only(made.template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData;
const group = (made: typeof plain) => only(made.template, 'AWS::AutoScaling::AutoScalingGroup');
/** The statements of the role's own policy, which grants go to, and then of the agent's. */
const policy = (made: typeof plain) =>
  ['DefaultPolicy', 'AgentPolicy'].flatMap((name) => made.template.findResources('AWS::IAM::Policy')[ids(made.template, 'AWS::IAM::Policy').find((id) => id.includes(name))!]!.Properties.PolicyDocument.Statement as any[]).map(({ Effect, Action, Resource, ...more }) => {
    expect(Effect).toBe('Allow');
    return [[Action].flat(), [Resource].flat().map(resolve), ...(more.Condition ? [more.Condition] : [])];
  });

describe('the launch template', () => {
  test('has no key pair, an encrypted gp3 disk, IMDSv2 and a patient connection table', () => {
    const { UserData, IamInstanceProfile, ImageId, TagSpecifications, ...rest } = launch(plain);
    expect(rest).toEqual({
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeSize: 16, VolumeType: 'gp3' } }],
      InstanceType: 't3.small',
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          AssociatePublicIpAddress: true,
          ConnectionTrackingSpecification: { TcpEstablishedTimeout: 4100 },
          Groups: [{ 'Fn::GetAtt': [expect.stringContaining('HostSecurityGroup'), 'GroupId'] }],
        },
      ],
    });
  });

  test('is a Graviton\'s of Debian without a public address, where that is asked for', () => {
    expect(launch(full)).toMatchObject({
      InstanceType: 'm7g.large',
      BlockDeviceMappings: [{ Ebs: { VolumeSize: 40 } }],
      NetworkInterfaces: [{ AssociatePublicIpAddress: false }],
    });
    const images = (made: typeof plain) => Object.values(made.template.findParameters('*')).map(({ Default }) => Default as string).filter((name) => name.includes('/service/'));
    expect(images(full)).toEqual(['/aws/service/debian/release/13/latest/arm64']);
    expect(images(plain)).toEqual(['/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64']);
  });

});

describe('the group', () => {
  test('is one machine, two while a new version proves itself', () => {
    expect(group(plain).Properties).toMatchObject({
      MinSize: '1',
      MaxSize: '2',
      DesiredCapacity: '1',
      HealthCheckType: 'ELB',
      InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 },
    });
    expect(group(plain).UpdatePolicy).toMatchObject({ AutoScalingRollingUpdate: { MinInstancesInService: 1, MaxBatchSize: 1, WaitOnResourceSignals: true } });
  });

  test.each<[string, typeof plain, string, number]>([
    ['five minutes', plain, 'PT20M', 1200],
    ['ten minutes', full, 'PT25M', 1500],
  ])('a start of %s: signal, update and grace period wait alike', (_, made, iso, seconds) => {
    expect(group(made).CreationPolicy).toEqual({ ResourceSignal: { Count: 1, Timeout: iso } });
    expect(group(made).UpdatePolicy.AutoScalingRollingUpdate.PauseTime).toBe(iso);
    expect(group(made).Properties.HealthCheckGracePeriod).toBe(seconds);
  });

  test('starts after what its hosts need: permissions, log, listener, way to the internet', () => {
    const needed = ['AWS::Logs::LogGroup', 'AWS::ElasticLoadBalancingV2::Listener', 'AWS::EC2::Route', 'AWS::EC2::SubnetRouteTableAssociation'];
    const awaited = [...group(plain).DependsOn, ...only(plain.template, 'AWS::EC2::LaunchTemplate').DependsOn];
    expect(awaited.sort()).toEqual([...needed, 'AWS::IAM::Policy', 'AWS::IAM::Role'].flatMap((type) => ids(plain.template, type)).sort());
  });

  test('stands in private subnets with egress where a network has them', () => {
    const subnets = group(full).Properties.VPCZoneIdentifier.map(resolve);
    expect(subnets).toEqual([expect.stringContaining('PrivateSubnet1'), expect.stringContaining('PrivateSubnet2')]);
    expect(group(full).DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/PrivateSubnet1DefaultRoute/)]));
  });
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
      [['kms:Decrypt'], ['arn:aws:kms:eu-west-1:123456789012:key/k'], { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] } } }],
      [['cloudformation:SignalResource'], ['<AWS::StackId>']],
      [['s3:GetObject*', 's3:GetBucket*', 's3:List*'], [`<${uploads}.Arn>`, `<${uploads}.Arn>/*`]],
      [['elasticloadbalancing:DescribeTargetHealth'], ['*']],
      [['logs:CreateLogStream', 'logs:PutLogEvents'], [expect.stringContaining('DeploymentLog'), expect.stringContaining('Logs')]],
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
    new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: SpringApp.fromBucket(bucket, 'chat.jar'), routes }) });
  });
  expect(policy(made)).toContainEqual([['kms:Decrypt'], ['arn:aws:kms:eu-west-1:123456789012:key/k']]);
  expect(userData(made.template).packages).toContain('java-21-amazon-corretto-headless');
});

test('the deployment log outlives a rollback and has no fixed name', () => {
  const { Properties, ...rest } = only(plain.template, 'AWS::Logs::LogGroup');
  expect(Properties).toEqual({ RetentionInDays: 30 });
  expect(rest).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('the database admits the hosts', () => {
  const rules = Object.values(full.template.findResources('AWS::EC2::SecurityGroupIngress'));
  expect(rules.map(({ Properties }) => [resolve(Properties.SourceSecurityGroupId), resolve(Properties.GroupId)])).toContainEqual([
    expect.stringMatching(/^<HostSecurityGroup/),
    expect.stringMatching(/^<DbSecurityGroup/),
  ]);
});

test('the host is told of secrets by reference only', () => {
  const { deployment, packages } = userData(full.template);
  expect(packages).toEqual(['nginx', 'logrotate', 'openjdk-21-jre-headless']);
  expect(deployment).toMatchObject({
    app: { jar: { bucket: 'releases', key: 'chat/1.2.0.jar' }, startTimeoutSeconds: 600, healthPath: '/actuator/health/liveness', managementPort: 9090 },
    environment: { SPRING_DATASOURCE_URL: expect.stringMatching(/^jdbc:postgresql:\/\/<Db.*Endpoint\.Address>\/chat$/) },
    properties: { 'spring.jpa.open-in-view': 'false' },
    secrets: {
      SPRING_DATASOURCE_PASSWORD: { service: 'secretsmanager', id: expect.stringMatching(/^<.*Attachment/), jsonKey: 'password' },
      JWT: { service: 'ssm', id: '/chat/jwt' },
    },
    routes: [
      { kind: 'stomp', path: '/ws', handshakePath: '/ws', handshake: { query: 'token', secret: { service: 'secretsmanager', id: expect.stringMatching(/token-AbCdEf$/) } } },
      { kind: 'sse', path: '/api/notifications', handshakePath: '/api/notifications' },
    ],
    shippedLogs: { logGroup: expect.stringMatching(/^<Logs/) },
  });
});

test('an application\'s data on the host\'s disk is worth a warning', () => {
  expect(plain.warnings.join()).not.toContain('localData');
});

test('a network that is looked up synthesizes before the look-up too, when CDK has a placeholder for it', () => {
  const build = (stack: Stack) => new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { vpc: Vpc.fromLookup(stack, 'Vpc', { vpcName: 'shared' }), app: chat(), routes }) });
  const { template } = synthesized(build, { account: '123456789012', region: 'eu-west-1' });
  expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').Properties.VPCZoneIdentifier).toEqual(['p-12345', 'p-67890']);
});
