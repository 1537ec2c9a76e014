import { type App, SecretValue, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AppSecret,
  HostCapacity,
  Messaging,
  type MessagingConfig,
  MessagingEngine,
  SpringApp,
  SpringWebSocketService,
  ValkeyReplicationGroup,
} from '../../lib';
import { app, chat, routes, synthesizedStacks } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';
import { fleet } from './fleet';

test('a Valkey that is there already: address, user and reference of its password; its security group admits the hosts', () => {
  const { template } = fleet((stack) =>
    Messaging.existingValkey('valkey.internal', {
      port: 6380,
      username: 'chat',
      password: AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Password', 'valkey'), 'password'),
      securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
      channel: 'chat.production',
    }),
  );
  expect(userData(template).deployment.messaging).toEqual({
    engine: 'valkey',
    addresses: ['valkey.internal:6380'],
    tls: true,
    channel: 'chat.production',
    username: 'chat',
    secret: { service: 'secretsmanager', id: expect.stringContaining(':secret:valkey'), jsonKey: 'password' },
    local: [],
    sessionEvents: false,
    alarm: expect.stringContaining('MessagingAway'),
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', FromPort: 6380, ToPort: 6380 });
  template.resourceCountIs('AWS::ElastiCache::ReplicationGroup', 0);
});

test('one without TLS and password, by its address alone', () => {
  const { template } = fleet(() => Messaging.existingValkey('fd00::1', { tls: false }));
  const { messaging } = userData(template).deployment;
  expect(messaging).toMatchObject({ addresses: ['[fd00::1]:6379'], tls: false });
  expect(messaging).not.toHaveProperty('secret');
});

test.each<[string, () => Messaging, string]>([
  ['an address with a port', () => Messaging.existingValkey('valkey:6379'), "address is 'valkey:6379': give an IP address or a host name"],
  ['a port that is none', () => Messaging.existingValkey('valkey', { port: 0 }), 'port is 0: give a port from 1 to 65535'],
  ['a channel that is a pattern', () => Messaging.existingValkey('valkey', { channel: 'chat*' }), "channel is 'chat*': write letters"],
  [
    'a user out of a secret',
    () => Messaging.existingValkey('valkey', { username: SecretValue.secretsManager('valkey', { jsonField: 'user' }).unsafeUnwrap() }),
    'username holds the value of a secret, which everybody could read',
  ],
  ['a user of two words', () => Messaging.existingValkey('valkey', { username: 'a b' }), "username is 'a b': write letters"],
])('fails with %s', (_, messaging, error) => {
  expect(() => fleet(messaging)).toThrow(error);
});

test('where the application shares messages itself, the hosts are told of nothing and may do no more', () => {
  const { template, service } = fleet(() => Messaging.byApplication());
  expect(userData(template).deployment).not.toHaveProperty('messaging');
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).not.toContain('DescribeStacks');
  expect(service.host.messaging).toEqual({});
});

class Own extends Messaging {
  constructor(private readonly config: MessagingConfig) {
    super();
  }
  public override bind(): MessagingConfig {
    return this.config;
  }
}

test('a class of its user says where an engine is', () => {
  const { template } = fleet(() => new Own({ engine: MessagingEngine.VALKEY, addresses: ['10.0.0.7:6379'], tls: false }));
  expect(userData(template).deployment.messaging).toMatchObject({ engine: 'valkey', addresses: ['10.0.0.7:6379'] });
});

test('fails where it says no address', () => {
  expect(() => fleet(() => new Own({ engine: MessagingEngine.VALKEY }))).toThrow(
    'bind of the messaging returned the engine valkey without addresses: return one or more, such as valkey.internal:6379',
  );
});

test('one that another stack makes: the rule that admits the hosts is in theirs', () => {
  const shared = new Stack(app(), 'Shared');
  const vpc = new Vpc(shared, 'Vpc');
  const { replicationGroup, username, password, securityGroup } = new ValkeyReplicationGroup(shared, 'Valkey', { vpc, channel: 'chat' });
  const stack = new Stack(shared.node.root as App, 'Chat');
  new SpringWebSocketService(stack, 'Chat', {
    vpc,
    app: chat(),
    routes,
    capacity: HostCapacity.autoScaling({ maxCapacity: 4 }),
    messaging: Messaging.existingValkey(replicationGroup.attrPrimaryEndPointAddress, {
      username,
      password,
      securityGroups: [securityGroup],
      channel: 'chat',
    }),
  });
  const { template, warnings } = synthesizedStacks(stack).Chat!;
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: 6379,
    GroupId: { 'Fn::ImportValue': Match.stringLikeRegexp('ValkeySecurityGroup') },
  });
  expect(warnings.filter((warning) => !warning.includes('httpOnly'))).toEqual([]);
});

describe('several hosts', () => {
  const remote = () => ({ app: SpringApp.atAddress('10.0.1.5') });

  test('fail without messaging, with why and what to give', () => {
    expect(() => fleet(undefined)).toThrow(
      "capacity is HostCapacity.autoScaling, but messaging is not given: Spring's in-memory broker (enableSimpleBroker) knows the " +
        'clients of its own JVM only, so a client on one host would never hear one on another: give messaging, such as ' +
        'Messaging.valkey(), or Messaging.byApplication() where the application shares messages itself',
    );
  });

  test('need none in front of one application on another machine', () => {
    expect(fleet(undefined, remote).service.host.messaging).toBeUndefined();
  });

  test.each<[string, Parameters<typeof fleet>[1], string]>([
    ['on another machine', remote, 'the application runs on another machine, where the companion of the host is not'],
    ['without the companion', () => ({ app: chat({ companion: false }) }), 'companion is false'],
  ])('fail with an engine and an application %s', (_, more, why) => {
    expect(() => fleet(() => Messaging.valkey(), more)).toThrow(
      `messaging needs the host's companion in the application's JVM, but ${why}: write Messaging.byApplication() where the application`,
    );
  });
});

test('one host may have it', () => {
  const { template } = fleet(
    () => Messaging.existingValkey('valkey.internal'),
    () => ({ capacity: HostCapacity.oneHost() }),
  );
  expect(userData(template).deployment.messaging).toMatchObject({ engine: 'valkey' });
});
