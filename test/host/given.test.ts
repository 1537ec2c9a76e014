import { App, Stack, Stage } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret, SpringWebSocketService, WebSocketHost, type WebSocketHostProps, WebSocketIngress } from '../../lib';
import { app, chat, ids, only, routes, synthesized, synthesizedStacks } from '../ingress/synthesized';
import { resolve } from '../ingress/user-data';

const ec2 = new ServicePrincipal('ec2.amazonaws.com');

/** A host with what its stack gives it. */
const host = (
  given: (stack: Stack) => Partial<WebSocketHostProps>,
  then: (host: WebSocketHost, stack: Stack) => unknown = () => undefined,
) =>
  synthesized((stack) => {
    const made = new WebSocketHost(stack, 'Host', { app: chat(), routes, ...given(stack) });
    new WebSocketIngress(stack, 'Ingress', { host: made });
    then(made, stack);
  });
const launch = (made: ReturnType<typeof host>) => only(made.template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData;
const warning = (made: ReturnType<typeof host>, id: string) => made.warnings.filter((text) => text.includes(`cdk-spring-websocket:${id}`));

describe('a role that is given', () => {
  const arn = 'arn:aws:iam::123456789012:role/company/app';
  const policies = (made: ReturnType<typeof host>) =>
    Object.values(made.template.findResources('AWS::IAM::Policy')).map(({ Properties }) => [
      Properties.Roles.map(resolve),
      Properties.PolicyDocument.Statement.length,
    ]);

  test.each<[string, (stack: Stack) => Role | ReturnType<typeof Role.fromRoleArn>, RegExp]>([
    ['of the app', (stack) => new Role(stack, 'Mine', { assumedBy: ec2 }), /^<Mine/],
    ['imported', (stack) => Role.fromRoleArn(stack, 'Mine', arn), /^app$/],
  ])('%s gets all that the hosts need', (_, role, name) => {
    const made = host((stack) => ({ role: role(stack) }));
    expect(policies(made)).toEqual([
      [[expect.stringMatching(name)], 3],
      [[expect.stringMatching(name)], 4],
    ]);
    expect(resolve(only(made.template, 'AWS::IAM::InstanceProfile').Properties.Roles[0])).toMatch(name);
    expect(only(made.template, 'AWS::EC2::LaunchTemplate').DependsOn).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Mine.*Policy/)]),
    );
    expect(ids(made.template, 'AWS::IAM::Role').filter((id) => !id.startsWith('Mine'))).toEqual([]);
    expect(warning(made, 'roleNotChanged')).toEqual([]);
  });

  test('that cannot be changed stays as it is, and a warning says what it needs', () => {
    const made = host((stack) => ({ role: Role.fromRoleArn(stack, 'Mine', arn, { mutable: false }) }));
    expect(policies(made)).toEqual([]);
    const [text, ...more] = warning(made, 'roleNotChanged');
    expect(more).toEqual([]);
    expect(text).toMatch(/^role is Chat\/Mine, which this app cannot change, so it must allow already what the hosts need/);
    const needed = ['s3:GetObject', 'cloudformation:SignalResource', 'elasticloadbalancing:DescribeTargetHealth', 'logs:PutLogEvents'];
    [...needed, 'ssmmessages:OpenDataChannel', 'cloudwatch:PutMetricData', 'secretsmanager:GetSecretValue'].forEach((action) =>
      expect(text).toContain(action),
    );
  });
});

test('a role that cannot be changed gets no managed policies for many secrets either', () => {
  const made = synthesized((stack) => {
    const secret = AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Secret', 'chat'), 'x');
    const secrets = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`SECRET_${index}`, secret]));
    const role = Role.fromRoleArn(stack, 'Mine', 'arn:aws:iam::123456789012:role/app', { mutable: false });
    new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: chat({ secrets }), routes, role }) });
  });
  expect([...ids(made.template, 'AWS::IAM::ManagedPolicy'), ...ids(made.template, 'AWS::IAM::Policy')]).toEqual([]);
});

describe('security groups', () => {
  const groups = (made: ReturnType<typeof host>) => launch(made).NetworkInterfaces[0].Groups.map(resolve);
  const admitted = (made: ReturnType<typeof host>) =>
    Object.values(made.template.findResources('AWS::EC2::SecurityGroupIngress'))
      .filter(({ Properties }) => Properties.ToPort === 8000)
      .map(({ Properties }) => resolve(Properties.GroupId));

  test('that are given take the place of ours, and admit the load balancer', () => {
    const made = host((stack) => {
      const vpc = new Vpc(stack, 'Vpc');
      return { vpc, securityGroups: ['A', 'B'].map((id) => SecurityGroup.fromSecurityGroupId(stack, id, `sg-${id}`)) };
    });
    expect(groups(made)).toEqual(['sg-A', 'sg-B']);
    expect(admitted(made)).toEqual(['sg-A', 'sg-B']);
    expect(ids(made.template, 'AWS::EC2::SecurityGroup').filter((id) => id.startsWith('Host'))).toEqual([]);
  });

  test('one more stands beside ours through the launch template', () => {
    const made = host(
      () => ({}),
      ({ launchTemplate }, stack) => launchTemplate.addSecurityGroup(SecurityGroup.fromSecurityGroupId(stack, 'More', 'sg-more')),
    );
    expect(groups(made)).toEqual([expect.stringMatching(/^<HostSecurityGroup/), 'sg-more']);
  });

  test('fails with none', () => {
    expect(() => host(() => ({ securityGroups: [] }))).toThrow(
      new Error('securityGroups is empty, and a host must have one: name a group, or leave the prop out for a new one'),
    );
  });

  test('of ours may be told to connect without a word from CDK', () => {
    const made = host(
      () => ({}),
      ({ connections }) => connections.allowTo(Peer.ipv4('10.1.0.0/16'), Port.tcp(5432)),
    );
    expect(made.warnings.filter((text) => text.includes('Egress'))).toEqual([]);
  });
});

describe('a key for the disks', () => {
  const slr = 'role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';

  test('of the same app admits Auto Scaling', () => {
    const made = host((stack) => ({ diskKey: new Key(stack, 'Key') }));
    expect(resolve(launch(made).BlockDeviceMappings[0].Ebs.KmsKeyId)).toMatch(/^<Key.*\.Arn>$/);
    const [, use, grant] = only(made.template, 'AWS::KMS::Key').Properties.KeyPolicy.Statement;
    expect(resolve(use.Principal.AWS)).toBe(`arn:<AWS::Partition>:iam::<AWS::AccountId>:${slr}`);
    expect(use.Action).toEqual(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey']);
    expect(grant).toMatchObject({ Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': true } }, Resource: '*' });
    expect(resolve(grant.Principal.AWS)).toContain(slr);
    expect(warning(made, 'diskKeyPolicy')).toEqual([]);
  });

  test('of another stack of the app makes no cycle', () => {
    const root = app();
    const key = new Key(new Stack(root, 'Keys'), 'Key');
    const stack = new Stack(root, 'Chat');
    new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, diskKey: key });
    const { Keys } = synthesizedStacks(stack);
    expect(JSON.stringify(only(Keys!.template, 'AWS::KMS::Key').Properties.KeyPolicy)).toContain(slr);
  });

  test('that is imported is used, with a warning that its policy decides', () => {
    const arn = 'arn:aws:kms:eu-west-1:123456789012:key/k';
    const made = host((stack) => ({ diskKey: Key.fromKeyArn(stack, 'Key', arn) }));
    expect(launch(made).BlockDeviceMappings[0].Ebs).toMatchObject({ Encrypted: true, KmsKeyId: arn });
    expect(warning(made, 'diskKeyPolicy')).toEqual([
      expect.stringMatching(/^diskKey is Chat\/Key, whose policy this app cannot change: unless it allows AWSServiceRoleForAutoScaling/),
    ]);
  });

  test('leaves everything as it was where there is none', () => {
    expect(Object.keys(launch(host(() => ({}))).BlockDeviceMappings[0].Ebs)).not.toContain('KmsKeyId');
  });
});

test("the instances' Name says the service", () => {
  const stack = new Stack(new App(), 'Shop');
  new SpringWebSocketService(stack, 'Chat', { app: chat(), routes });
  const { template } = synthesizedStacks(stack).Shop!;
  const launched = only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData.TagSpecifications as any[];
  const names = launched.flatMap(({ Tags }) => Tags).filter(({ Key: key }) => key === 'Name');
  expect(new Set(names.map(({ Value }) => Value))).toEqual(new Set(['Shop/Chat/Host']));
});

describe('hosts that are given no network', () => {
  const warned = (build: (stack: Stack, root: App) => unknown) => {
    const root = app();
    const stack = new Stack(root, 'Chat');
    new SpringWebSocketService(stack, 'First', { app: chat(), routes });
    build(stack, root);
    return Object.values(synthesizedStacks(stack)).flatMap(({ warnings }) => warnings.filter((text) => text.includes('severalVpcs')));
  };
  const second = (scope: Stack, props: Partial<WebSocketHostProps> = {}) =>
    new SpringWebSocketService(scope, 'Second', { app: chat(), routes, ...props });

  test('are warned of when there are several, because each makes one', () => {
    expect(warned((stack) => second(stack))).toEqual([
      expect.stringMatching(/^vpc is not given, so a second VPC is made beside that of Chat\/First\/Host, and a region has five at first/),
    ]);
    expect(warned((_, root) => second(new Stack(root, 'Other')))).toHaveLength(1);
  });

  test('are not where they share one, or are in another region or stage', () => {
    expect(warned((stack) => second(stack, { vpc: (stack.node.findChild('First') as SpringWebSocketService).host.vpc }))).toEqual([]);
    expect(warned((_, root) => second(new Stack(root, 'Far', { env: { region: 'us-east-1' } })))).toEqual([]);
    expect(warned((_, root) => second(new Stack(new Stage(root, 'Test'), 'Chat')))).toEqual([]);
  });
});
