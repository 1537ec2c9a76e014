import type { Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { WebSocketHost, WebSocketIngress } from '../../lib';
import { chat, ids, only, routes, synthesized } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';
import { full, plain } from './two-hosts';

const launch = (made: typeof plain) => only(made.template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData;
const group = (made: typeof plain) => only(made.template, 'AWS::AutoScaling::AutoScalingGroup');
describe('the launch template', () => {
  test('has no key pair, an encrypted gp3 disk, IMDSv2 and a patient connection table', () => {
    const { UserData, IamInstanceProfile, ImageId, TagSpecifications, ...rest } = launch(plain);
    expect(rest).toEqual({
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeSize: 16, VolumeType: 'gp3' } },
      ],
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

  test("is a Graviton's of Debian without a public address, where that is asked for", () => {
    expect(launch(full)).toMatchObject({
      InstanceType: 'm7g.large',
      BlockDeviceMappings: [{ Ebs: { VolumeSize: 40 } }],
      NetworkInterfaces: [{ AssociatePublicIpAddress: false }],
    });
    const images = (made: typeof plain) =>
      Object.values(made.template.findParameters('*'))
        .map(({ Default }) => Default as string)
        .filter((name) => name.includes('/service/'));
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
    expect(group(plain).UpdatePolicy).toMatchObject({
      AutoScalingRollingUpdate: { MinInstancesInService: 1, MaxBatchSize: 1, WaitOnResourceSignals: true },
    });
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
    const needed = [
      'AWS::Logs::LogGroup',
      'AWS::ElasticLoadBalancingV2::Listener',
      'AWS::EC2::Route',
      'AWS::EC2::SubnetRouteTableAssociation',
    ];
    const awaited = [...group(plain).DependsOn, ...only(plain.template, 'AWS::EC2::LaunchTemplate').DependsOn];
    expect(awaited.sort()).toEqual([...needed, 'AWS::IAM::Policy', 'AWS::IAM::Role'].flatMap((type) => ids(plain.template, type)).sort());
  });

  test('stands in private subnets with egress where a network has them', () => {
    const subnets = group(full).Properties.VPCZoneIdentifier.map(resolve);
    expect(subnets).toEqual([expect.stringContaining('PrivateSubnet1'), expect.stringContaining('PrivateSubnet2')]);
    expect(group(full).DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/PrivateSubnet1DefaultRoute/)]));
  });
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
    app: {
      jar: { bucket: 'releases', key: 'chat/1.2.0.jar' },
      startTimeoutSeconds: 600,
      healthPath: '/actuator/health/liveness',
      managementPort: 9090,
    },
    environment: { SPRING_DATASOURCE_URL: expect.stringMatching(/^jdbc:postgresql:\/\/<Db.*Endpoint\.Address>\/chat$/) },
    properties: { 'spring.jpa.open-in-view': 'false' },
    secrets: {
      SPRING_DATASOURCE_PASSWORD: { service: 'secretsmanager', id: expect.stringMatching(/^<.*Attachment/), jsonKey: 'password' },
      JWT: { service: 'ssm', id: '/chat/jwt' },
    },
    routes: [
      {
        kind: 'stomp',
        path: '/ws',
        handshakePath: '/ws',
        handshake: { query: 'token', secret: { service: 'secretsmanager', id: expect.stringMatching(/token-AbCdEf$/) } },
      },
      { kind: 'sse', path: '/api/notifications', handshakePath: '/api/notifications' },
    ],
    shippedLogs: { logGroup: expect.stringMatching(/^<Logs/) },
  });
});

test("an application's data on the host's disk is worth a warning", () => {
  expect(plain.warnings.join()).not.toContain('localData');
});

test('a network that is looked up synthesizes before the look-up too, when CDK has a placeholder for it', () => {
  const build = (stack: Stack) =>
    new WebSocketIngress(stack, 'Ingress', {
      host: new WebSocketHost(stack, 'Host', { vpc: Vpc.fromLookup(stack, 'Vpc', { vpcName: 'shared' }), app: chat(), routes }),
    });
  const { template } = synthesized(build, { account: '123456789012', region: 'eu-west-1' });
  expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').Properties.VPCZoneIdentifier).toEqual(['p-12345', 'p-67890']);
});
