import { Match } from 'aws-cdk-lib/assertions';
import { IpAddresses, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Messaging } from '../../lib';
import { ids, only } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';
import { fleet } from './fleet';

const { template, service, warnings } = fleet(() => Messaging.valkey());
const [user] = ids(template, 'AWS::ElastiCache::User');
const [users] = ids(template, 'AWS::ElastiCache::UserGroup');
const [secret] = ids(template, 'AWS::SecretsManager::Secret');
const [group] = ids(template, 'AWS::ElastiCache::ReplicationGroup');
const alarm = ids(template, 'AWS::CloudWatch::Alarm').find((id) => id.includes('MessagingAway'))!;
const channel = expect.stringMatching(/^Chat\.Host\.[0-9A-F]{8}$/);

test('two nodes in two zones, encrypted on both ways, without public addresses or a fixed name', () => {
  const { CacheSubnetGroupName, SecurityGroupIds, ...rest } = only(template, 'AWS::ElastiCache::ReplicationGroup').Properties;
  expect(rest).toEqual({
    ReplicationGroupDescription: 'Hosts of Chat/Chat/Host share messages here',
    Engine: 'valkey',
    EngineVersion: '8.0',
    CacheNodeType: 'cache.t4g.micro',
    Port: 6379,
    NumCacheClusters: 2,
    AutomaticFailoverEnabled: true,
    MultiAZEnabled: true,
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    AutoMinorVersionUpgrade: true,
    UserGroupIds: [{ Ref: users }],
  });
  expect(only(template, 'AWS::ElastiCache::SubnetGroup').Properties.SubnetIds).toHaveLength(2);
  expect(warnings.filter((warning) => !warning.includes('httpOnly'))).toEqual([]);
});

test('its only user has a generated password, and may do no more than share messages on one channel', () => {
  const { AccessString, AuthenticationMode, UserId, ...rest } = only(template, 'AWS::ElastiCache::User').Properties;
  expect(rest).toEqual({ Engine: 'valkey', UserName: 'default' });
  const [, ofUser] = /^on resetchannels &(\S+) -@all \+hello \+ping \+publish \+subscribe \+pubsub$/.exec(AccessString)!;
  expect(ofUser).toEqual(channel);
  expect(userData(template).deployment.messaging.channel).toBe(ofUser);
  expect(UserId).toMatch(/^[a-z][a-z0-9-]{1,39}$/);
  expect(AuthenticationMode.Type).toBe('password');
  expect(AuthenticationMode.Passwords.map(resolve)).toEqual([`{{resolve:secretsmanager:<${secret}>:SecretString:::}}`]);
  const { UserGroupId, ...members } = only(template, 'AWS::ElastiCache::UserGroup').Properties;
  expect(UserGroupId).toMatch(/^[a-z][a-z0-9-]{1,39}$/);
  expect(members).toEqual({ Engine: 'valkey', UserIds: [{ Ref: user }] });
});

test('only the hosts get in', () => {
  const security = Object.entries(template.findResources('AWS::EC2::SecurityGroupIngress')).filter(([id]) => id.includes('Valkey'));
  expect(security.map(([, { Properties }]) => [Properties.FromPort, Properties.ToPort, resolve(Properties.SourceSecurityGroupId)])).toEqual(
    [[6379, 6379, expect.stringMatching(/^<ChatHostSecurityGroup\w+\.GroupId>$/)]],
  );
  const own = only(template, 'AWS::ElastiCache::ReplicationGroup').Properties.SecurityGroupIds.map(resolve);
  expect(own).toEqual([expect.stringMatching(/^<ChatHostValkeySecurityGroup\w+\.GroupId>$/)]);
});

test('the hosts are told where it is, and of the password its reference alone, which they may read', () => {
  expect(userData(template).deployment.messaging).toEqual({
    engine: 'valkey',
    addresses: [`<${group}.PrimaryEndPoint.Address>:6379`],
    tls: true,
    channel,
    username: 'default',
    secret: { service: 'secretsmanager', id: `<${secret}>` },
    local: [],
    sessionEvents: false,
    alarm: `<${alarm}>`,
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { Ref: secret } },
        { Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: { Ref: 'AWS::StackId' } },
        { Effect: 'Allow', Action: 'cloudwatch:DescribeAlarms', Resource: { 'Fn::GetAtt': [alarm, 'Arn'] } },
      ]),
    },
  });
});

test('a host that is without it is worth an alarm, which the hosts publish for', () => {
  expect(userData(template).deployment.metrics).toEqual(expect.arrayContaining(['MessagingConnected', 'MessagingLost']));
  expect(template.findResources('AWS::CloudWatch::Alarm')[alarm]!.Properties.MetricName).toBe('MessagingConnected');
  expect(service.host.messagingAlarm!.node.path).toBe('Chat/Chat/Host/MessagingAway');
});

test('all of it can be reached', () => {
  const { valkey, connections } = service.host.messaging!;
  expect(valkey!.connections).toBe(connections);
  expect(valkey!.replicationGroup.cfnResourceType).toBe('AWS::ElastiCache::ReplicationGroup');
  expect([valkey!.secret.node.id, valkey!.user.node.id, valkey!.securityGroup.node.id]).toEqual(['Password', 'User', 'SecurityGroup']);
});

test('destinations that stay local and events of sessions reach the hosts', () => {
  const made = fleet(() => Messaging.valkey({ localDestinations: ['/topic/rooms', '/topic/{room}/**'], sessionEvents: true }));
  expect(userData(made.template).deployment.messaging).toMatchObject({
    local: ['/topic/rooms', '/topic/{room}/**'],
    sessionEvents: true,
  });
});

test.each(['/topic/a b', '/topic/a,b', '/topic/"a"', '/topic/$a', ''])("fails with '%s' as a destination that stays local", (one) => {
  expect(() => fleet(() => Messaging.valkey({ localDestinations: [one] }))).toThrow(
    `localDestinations has '${one}': write destinations or patterns with *, ** and ? of plain characters, such as '/topic/rooms/**'`,
  );
});

describe('in a network of its user it stands', () => {
  const ALL = [SubnetType.PUBLIC, SubnetType.PRIVATE_WITH_EGRESS, SubnetType.PRIVATE_ISOLATED];
  const nodes = (subnets: SubnetType[], vpcSubnets?: { subnetType: SubnetType }) => {
    const made = fleet(
      () => Messaging.valkey({ vpcSubnets, nodeType: 'cache.m7g.large' }),
      (stack) => ({
        vpc: new Vpc(stack, 'Vpc', {
          ipAddresses: IpAddresses.cidr('10.0.0.0/16'),
          maxAzs: 2,
          subnetConfiguration: subnets.map((subnetType) => ({ name: subnetType, subnetType })),
        }),
      }),
    );
    expect(only(made.template, 'AWS::ElastiCache::ReplicationGroup').Properties.CacheNodeType).toBe('cache.m7g.large');
    return resolve(only(made.template, 'AWS::ElastiCache::SubnetGroup').Properties.SubnetIds[0]);
  };

  test.each<[string, SubnetType[], SubnetType]>([
    ['private', ALL, SubnetType.PRIVATE_WITH_EGRESS],
    ['isolated', [SubnetType.PUBLIC, SubnetType.PRIVATE_ISOLATED], SubnetType.PRIVATE_ISOLATED],
    ['public', [SubnetType.PUBLIC], SubnetType.PUBLIC],
  ])('in its %s subnets', (_, subnets, expected) => {
    expect(nodes(subnets)).toMatch(new RegExp(`^<Vpc${expected}Subnet1`));
  });

  test('where its user says', () => {
    expect(nodes(ALL, { subnetType: SubnetType.PRIVATE_ISOLATED })).toMatch(/^<VpcIsolatedSubnet1/);
  });
});
