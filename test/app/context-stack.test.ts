import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { contextStack } from '../../lib/app/context-stack';
import { choose, existingInstance } from '../../lib/app/existing-instance';
import { app, folder, ids, only, synthesizedStacks } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';

const instance = { id: 'i-0abc', privateIp: '10.0.3.7', vpcId: 'vpc-1', securityGroupId: 'sg-1' };
const described = { InstanceId: 'i-0abc', PrivateIpAddress: '10.0.3.7', VpcId: 'vpc-1', SecurityGroups: [{ GroupId: 'sg-1' }] };
const credentials = { CDK_DEFAULT_ACCOUNT: process.env.CDK_DEFAULT_ACCOUNT, CDK_DEFAULT_REGION: process.env.CDK_DEFAULT_REGION };
const setCredentials = (account?: string, region?: string) =>
  Object.entries({ CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region }).forEach(([name, value]) =>
    value === undefined ? delete process.env[name] : (process.env[name] = value),
  );
beforeEach(() => setCredentials());
afterAll(() => setCredentials(credentials.CDK_DEFAULT_ACCOUNT, credentials.CDK_DEFAULT_REGION));

describe('choosing an instance', () => {
  test('the only one', () => {
    expect(choose('chat', 'eu-west-1', [described])).toEqual(instance);
  });

  test.each([
    ['none', [], "instance is 'chat', but no running instance in eu-west-1 has this id or Name tag: check the name and AWS_REGION"],
    [
      'two',
      [described, { ...described, InstanceId: 'i-0def', PrivateIpAddress: '10.0.3.8' }],
      "instance is 'chat', which 2 running instances in eu-west-1 are called: i-0abc (10.0.3.7), i-0def (10.0.3.8); give one by its id",
    ],
    [
      'no address',
      [{ ...described, PrivateIpAddress: undefined }],
      "instance is 'chat', but i-0abc has no address in a VPC: start it inside a VPC",
    ],
    ['no network', [{ ...described, VpcId: undefined }], "instance is 'chat', but i-0abc has no address in a VPC: start it inside a VPC"],
  ])('fails with %s', (_, instances, message) => {
    expect(() => choose('chat', 'eu-west-1', instances)).toThrow(message);
  });

  test('is not repeated: the context keeps the answer', async () => {
    const { node } = app({ 'cdk-spring-websocket:instance:region=eu-west-1:name=chat': instance });
    expect(await existingInstance(node, 'chat', 'eu-west-1')).toEqual(instance);
  });
});

describe('the stack', () => {
  test('without credentials: a jar, no domain, any account', async () => {
    const stack = await contextStack(
      app({ jar: folder, connections: 2000, instanceType: 't4g.small', startTimeout: '120' }),
      () => undefined,
    );
    const { SpringWebSocket } = synthesizedStacks(stack);
    const { template } = SpringWebSocket!;
    expect([stack.account, stack.region].map((each) => /^\$\{Token/.test(each))).toEqual([true, true]);
    expect(Object.keys(template.findOutputs('*'))).toEqual(['Url', 'DeploymentLog']);
    expect(resolve(template.findOutputs('Url').Url!.Value)).toMatch(/^http:\/\/<.*DNSName>$/);
    expect(only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData.InstanceType).toBe('t4g.small');
    expect(userData(template).deployment.app).toMatchObject({ startTimeoutSeconds: 120 });
  });

  test('several hosts share messages through a Valkey of theirs', async () => {
    const stack = await contextStack(app({ jar: folder, hosts: 3, connections: 2000 }), () => undefined);
    const { template } = synthesizedStacks(stack).SpringWebSocket!;
    expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').Properties).toMatchObject({ MinSize: '3' });
    expect(ids(template, 'AWS::ElastiCache::ReplicationGroup')).toHaveLength(1);
    expect(userData(template).deployment.messaging).toMatchObject({ engine: 'valkey', local: [], sessionEvents: false });
  });

  test('hosts that relay: a broker of Amazon MQ, and as many sockets as it takes', async () => {
    const stack = await contextStack(app({ jar: folder, relay: true, hosts: 2 }), () => undefined);
    const { template } = synthesizedStacks(stack).SpringWebSocket!;
    expect(only(template, 'AWS::AmazonMQ::Broker').Properties).toMatchObject({ EngineType: 'ACTIVEMQ' });
    const { deployment, files } = userData(template);
    expect(deployment.relay).toMatchObject({ tls: true, username: 'hosts' });
    expect(files['/etc/systemd/system/spring-boot.service']).toContain(`LimitNOFILE=${65_536 + 2 * 999}`);
  });

  test('without credentials: a domain in a zone that is given by its id', async () => {
    const stack = await contextStack(
      app({ jar: folder, stack: 'Chat', domain: 'api.example.com', zone: 'example.com', zoneId: 'Z1' }),
      () => undefined,
    );
    const { template } = synthesizedStacks(stack).Chat!;
    expect(template.findOutputs('Url').Url!.Value).toBe('https://api.example.com');
    expect(ids(template, 'AWS::Route53::RecordSet')).toHaveLength(1);
  });

  test('without credentials: a domain in a zone that nobody can look up is good for a rehearsal, with a warning', async () => {
    const stack = await contextStack(app({ jar: folder, domain: 'api.example.com', zone: 'example.com' }), () => undefined);
    const template = Template.fromStack(stack);
    expect(only(template, 'AWS::Route53::RecordSet').Properties).toMatchObject({
      Name: 'api.example.com.',
      HostedZoneId: 'Z0000000000000REHEARSAL',
    });
    Annotations.fromStack(stack).hasWarning(
      '/SpringWebSocket',
      Match.stringLikeRegexp('no AWS credentials to look the zone example.com up'),
    );
  });

  test('in front of an instance', async () => {
    setCredentials('123456789012', 'eu-west-1');
    const vpc = {
      vpcId: 'vpc-1',
      vpcCidrBlock: '10.0.0.0/16',
      ownerAccountId: '123456789012',
      availabilityZones: [],
      subnetGroups: [
        {
          name: 'Public',
          type: 'Public',
          subnets: ['a', 'b'].map((zone) => ({
            subnetId: `subnet-${zone}`,
            cidr: '10.0.0.0/24',
            availabilityZone: `eu-west-1${zone}`,
            routeTableId: `rtb-${zone}`,
          })),
        },
      ],
    };
    const stack = await contextStack(
      app({
        instance: 'chat',
        port: '9000',
        'cdk-spring-websocket:instance:region=eu-west-1:name=chat': instance,
        'vpc-provider:account=123456789012:filter.vpc-id=vpc-1:region=eu-west-1:returnAsymmetricSubnets=true': vpc,
      }),
      () => undefined,
    );
    const { template } = synthesizedStacks(stack).SpringWebSocket!;
    expect(userData(template).deployment.app).toMatchObject({ address: '10.0.3.7', port: 9000, remote: true });
    expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').Properties.VPCZoneIdentifier).toEqual(['subnet-a', 'subnet-b']);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', FromPort: 9000, ToPort: 9000, IpProtocol: 'tcp' });
  });

  test.each<[Record<string, unknown>, string]>([
    [{ instance: 'chat' }, 'the instance chat must be looked up, but there are no AWS credentials: set AWS_PROFILE and AWS_REGION'],
    [{ jar: '/no/such.jar' }, "jar is '/no/such.jar', where there is no file"],
    [{ jar: folder, instanceType: 't3.micro', connections: '100000' }, 'connections is 100000, which needs'],
    [{ jar: folder, instanceType: 'small' }, 'instanceType is small'],
    [{ jar: folder, stack: 'my stack' }, "Stack name must match the regular expression: /^[A-Za-z][A-Za-z0-9-]*$/, got 'my stack'"],
    [{ jar: folder, connections: 0 }, 'connections is 0: give a whole number of sockets, 1 or more'],
  ])('fails with %j', async (context, message) => {
    await expect(contextStack(app(context), () => undefined)).rejects.toThrow(message);
  });
});
