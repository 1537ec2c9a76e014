import { Fn, SecretValue, type Stack } from 'aws-cdk-lib';
import { CfnBroker } from 'aws-cdk-lib/aws-amazonmq';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AppSecret, type ExistingStompBrokerOptions, HostCapacity, HostImage, Messaging, SpringApp, StompBroker } from '../../lib';
import { ids, only } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';
import { ISSUED, ROOT } from './certificates';
import { fleet as fleetOf } from './fleet';

const password = (stack: Stack) => AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Password', 'rabbit'), 'password');
const existing = (more: Partial<ExistingStompBrokerOptions> = {}) =>
  Messaging.relay(StompBroker.existing({ endpoints: ['rabbit.internal:61614'], ...more }));
const few = (maxCapacity: number, connectionsPerHost: number) => () => ({
  capacity: HostCapacity.autoScaling({ maxCapacity, connectionsPerHost }),
});

const fleet = (messaging: Parameters<typeof fleetOf>[0], more: Parameters<typeof fleetOf>[1] = () => ({})) =>
  fleetOf(messaging, (stack) => ({ ...few(4, 1000)(), ...more(stack) }));

test('a broker that is there already: endpoints, user and reference of the password; its security groups admit the hosts', () => {
  const { template, service } = fleet((stack) =>
    existing({
      endpoints: ['rabbit-1.internal:61614', 'rabbit-2.internal:61615'],
      username: 'chat',
      password: password(stack),
      virtualHost: 'chat',
      securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
    }),
  );
  const { deployment } = userData(template);
  expect(deployment).not.toHaveProperty('messaging');
  expect(deployment.metrics).toEqual(['ClientsWithoutWebSocket', 'OpenSockets', 'RelayConnected']);
  expect(deployment.relay).toEqual({
    endpoints: [
      { host: 'rabbit-1.internal', port: 61_614 },
      { host: 'rabbit-2.internal', port: 61_615 },
    ],
    tls: true,
    virtualHost: 'chat',
    username: 'chat',
    secret: { service: 'secretsmanager', id: expect.stringContaining(':secret:rabbit'), jsonKey: 'password' },
    alarm: expect.stringContaining('RelayDown'),
  });
  for (const port of [61_614, 61_615]) {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', FromPort: port, ToPort: port });
  }
  expect(service.host.messagingAlarm).toBeUndefined();
});

test('nginx leads to it, with its module, less memory and keep-alive; without TLS it compares no certificate', () => {
  const { template } = fleet(() => existing({ endpoints: ['10.0.0.7:61613'], tls: false }));
  const { files, packages } = userData(template);
  const nginx = files['/etc/websocket-host/nginx.conf'];
  expect(nginx).toContain('\nstream {');
  expect(nginx).not.toContain('proxy_ssl');
  expect(files['/etc/sysctl.d/60-websocket-host.conf']).toContain('net.ipv4.tcp_keepalive_time = 60');
  expect(packages).toContain('nginx-mod-stream');
});

test("a private authority's certificate is laid down for nginx", () => {
  const { files } = userData(fleet(() => existing({ caCertificate: `\n${ROOT}\n` })).template);
  expect(files['/etc/websocket-host/broker-ca.pem']).toBe(`${ROOT}\n`);
  expect(files['/etc/websocket-host/nginx.conf']).toContain('include broker-trust.conf;');
});

test('on Debian 13 the module is another package; without a relay there is none, and no stream block', () => {
  const debian = fleet(
    () => existing(),
    () => ({ image: HostImage.debian13() }),
  );
  const { files, packages } = userData(debian.template);
  expect(packages).toContain('libnginx-mod-stream');
  expect(files['/etc/systemd/system/websocket-nginx.service']).toContain('glibc.malloc.mmap_threshold=16384');
  const none = userData(fleet(() => Messaging.byApplication()).template);
  expect(JSON.stringify(none)).not.toMatch(/stream \{|mod-stream|GLIBC_TUNABLES|tcp_keepalive/);
});

describe('an Amazon MQ that is made', () => {
  const { template, service } = fleet(() => Messaging.relay(StompBroker.amazonMq()), few(4, 400));
  const [broker] = ids(template, 'AWS::AmazonMQ::Broker');

  test('is large enough to have 2000 connections, in two zones, with a generated password', () => {
    template.hasResourceProperties('AWS::AmazonMQ::Broker', {
      DeploymentMode: 'ACTIVE_STANDBY_MULTI_AZ',
      EngineType: 'ACTIVEMQ',
      HostInstanceType: 'mq.m5.large',
      PubliclyAccessible: false,
    });
    expect(service.host.messaging!.relay!.activeMq!.broker.cfnResourceType).toBe('AWS::AmazonMQ::Broker');
  });

  test('admits the hosts alone, who are told of both endpoints, and of the password its reference', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 61_614, ToPort: 61_614 });
    const [secret] = ids(template, 'AWS::SecretsManager::Secret');
    expect(userData(template).deployment.relay).toMatchObject({
      tls: true,
      username: 'hosts',
      secret: { service: 'secretsmanager', id: `<${secret}>` },
    });
    const host = (index: number) => {
      const address = {
        'Fn::Select': [1, { 'Fn::Split': ['//', { 'Fn::Select': [index, { 'Fn::GetAtt': [broker, 'StompEndpoints'] }] }] }],
      };
      return { 'Fn::Select': [0, { 'Fn::Split': [':', address] }] };
    };
    const lines = only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData.UserData['Fn::Base64']['Fn::Join'][1];
    expect(lines).toEqual(expect.arrayContaining([host(0), host(1)]));
  });

  test('wakes nobody yet, but says when the application on a host is without it; a new host may read that', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'RelayConnected', Statistic: 'Minimum', EvaluationPeriods: 3 });
    const [alarm] = ids(template, 'AWS::CloudWatch::Alarm').filter((id) => id.includes('RelayDown'));
    expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain(
      JSON.stringify({ Action: 'cloudwatch:DescribeAlarms', Effect: 'Allow', Resource: { 'Fn::GetAtt': [alarm, 'Arn'] } }),
    );
    expect(service.host.relayAlarm).toBeDefined();
  });
});

describe('more connections than the broker takes', () => {
  const made = (options: Parameters<typeof StompBroker.amazonMq>[0], maxCapacity: number, connections: number) =>
    fleet(() => Messaging.relay(StompBroker.amazonMq(options)), few(maxCapacity, connections));

  test('fail with the numbers, the most that hold, and what to take instead', () => {
    expect(() => made({}, 6, 20_000)).toThrow(
      'the broker takes 2000 connections, but the hosts may need 120006 (maxCapacity 6 x connectionsPerHost 20000 + 6 of their own): ' +
        'each STOMP session is one. Take at most 332 connectionsPerHost, give maxConnections of the broker where its limit is higher, ' +
        'or keep enableSimpleBroker in the application and take Messaging.valkey(), which needs one connection a host',
    );
  });

  test.each([
    ['a micro', { instanceType: 'mq.t3.micro' }, 2, 149, 150],
    ['a larger one', { instanceType: 'mq.m5.xlarge' }, 4, 499, 500],
    ['a raised quota', { maxConnections: 10_000 }, 2, 1999, 5000],
  ])('fail one above the quota of %s', (_, options, hosts, most, more) => {
    expect(() => made(options, hosts, most)).not.toThrow();
    expect(() => made(options, hosts, more)).toThrow(/the broker takes \d+ connections/);
  });

  test.each([
    ['300 connections', { maxConnections: 300 }, 2, 149],
    ['as many as a large one of Amazon MQ', { maxConnections: 2000 }, 4, 499],
    ['any number', {}, 4, 3000],
  ])('are not asked for by default: a broker of %s', (_, options, maxCapacity, most) => {
    const { template } = fleet(
      () => existing(options),
      () => ({ capacity: HostCapacity.autoScaling({ minCapacity: 1, maxCapacity }) }),
    );
    const policy = only(template, 'AWS::AutoScaling::ScalingPolicy').Properties.TargetTrackingConfiguration;
    expect(policy.TargetValue).toBe(Math.floor(0.7 * most));
  });

  test('fail by default too where not one socket a host is left', () => {
    const many = () => ({ capacity: HostCapacity.autoScaling({ maxCapacity: 200 }) });
    expect(() => fleet(() => existing({ maxConnections: 300 }), many)).toThrow('Take a larger broker');
  });

  test('fail on one host too', () => {
    const one = () => ({ capacity: HostCapacity.oneHost({ connections: 2000 }) });
    expect(() => fleet(() => Messaging.relay(StompBroker.amazonMq()), one)).toThrow('may need 2001 (connections 2000 + 1 of their own)');
  });

  test('fail with an ActiveMQ of Amazon MQ that is there already, whose size nobody told', () => {
    const endpoints = ['b-12345678-1234-1234-1234-123456789012-1.mq.eu-central-1.amazonaws.com:61614'];
    expect(() => fleet(() => existing({ endpoints }), few(2, 1000))).toThrow('the broker takes 2000 connections');
    expect(() => fleet(() => existing({ endpoints, maxConnections: 2002 }), few(2, 1000))).not.toThrow();
  });
});

describe('the RabbitMQ of Amazon MQ', () => {
  const why = 'RabbitMQ on Amazon MQ has no STOMP plug-in';
  const id = 'b-12345678-1234-1234-1234-123456789012';

  test.each([`${id}.mq.eu-central-1.amazonaws.com:5671`, `amqps://${id}.mq.eu-central-1.on.aws:5671`])(
    'fails by its name: %s',
    (endpoint) => {
      expect(() => fleet(() => existing({ endpoints: [endpoint] }))).toThrow(
        `endpoints has '${endpoint}', a RabbitMQ of Amazon MQ. ${why}`,
      );
    },
  );

  test('fails by its resource in the app, whatever is taken from it', () => {
    const endpointOf = (stack: Stack) => {
      const rabbit = new CfnBroker(stack, 'Rabbit', {
        brokerName: 'rabbit',
        engineType: 'RabbitMQ',
        deploymentMode: 'SINGLE_INSTANCE',
        hostInstanceType: 'mq.m5.large',
        publiclyAccessible: false,
        users: [],
      });
      return `${Fn.select(2, Fn.split('/', Fn.select(0, rabbit.attrAmqpEndpoints)))}:61614`;
    };
    expect(() => fleet((stack) => existing({ endpoints: [endpointOf(stack)] }))).toThrow(/Rabbit, a RabbitMQ of Amazon MQ\. RabbitMQ on/);
  });
});

test.each<[string, (stack: Stack) => Messaging, string]>([
  ['no endpoint', () => existing({ endpoints: [] }), "endpoints is empty: write the broker's STOMP connector, such as"],
  ['an endpoint without a port', () => existing({ endpoints: ['rabbit'] }), "endpoints has 'rabbit': write name and port"],
  ['a URL', () => existing({ endpoints: ['stomp+ssl://rabbit:61614'] }), "endpoints has 'stomp+ssl://rabbit:61614': write name and port"],
  ['a port that is none', () => existing({ endpoints: ['rabbit:0'] }), 'the port in endpoints is 0: give a port from 1 to 65535'],
  ['an IP address with TLS', () => existing({ endpoints: ['10.0.0.7:61614'] }), 'nginx compares the certificate with a name'],
  ['an authority without TLS', () => existing({ tls: false, caCertificate: ROOT }), 'caCertificate is given, but tls is false'],
  ['an authority out of a parameter', () => existing({ caCertificate: Fn.ref('Ca') }), 'caCertificate is known only on AWS: give the text'],
  ['a file name as authority', () => existing({ caCertificate: 'ca.pem' }), "caCertificate is 'ca.pem', which is no certificate in PEM"],
  [
    'an authority with its key',
    () => existing({ caCertificate: `${ROOT}\n-----BEGIN PRIVATE KEY-----` }),
    'caCertificate holds a private key, which everybody',
  ],
  ['a damaged authority', () => existing({ caCertificate: ROOT.replace('MIIB', 'MAIB') }), 'certificate 1 in it is damaged'],
  [
    'an authority without its root',
    () => existing({ caCertificate: ISSUED }),
    'caCertificate ends with the certificate of CN=issuer of a test, issued by CN=root of a test',
  ],
  ['no connections', () => existing({ maxConnections: 0 }), 'maxConnections is 0: give a whole number of connections, 1 or more'],
  ['a virtual host of two lines', () => existing({ virtualHost: 'a\nb' }), "virtualHost is 'a\nb': write letters"],
  ['a user without a password', () => existing({ username: 'chat' }), 'username of the broker is given without password'],
  ['a password without a user', (stack) => existing({ password: password(stack) }), 'password of the broker is given without username'],
  [
    'a user out of a secret',
    (stack) => existing({ username: SecretValue.secretsManager('rabbit').unsafeUnwrap(), password: password(stack) }),
    'username holds the value of a secret, which everybody could read',
  ],
])('fails with %s', (_, messaging, error) => {
  expect(() => fleet(messaging)).toThrow(error);
});

test('fails with an application on another machine, which this nginx does not serve', () => {
  const remote = () => ({ app: SpringApp.atAddress('10.0.1.5') });
  expect(() => fleet(() => existing(), remote)).toThrow('messaging is Messaging.relay, but the application runs on another machine');
});
