import { Lazy } from 'aws-cdk-lib';
import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { HostCapacity, Messaging, ServiceDomain, type SpringWebSocketServiceProps } from '../../lib';
import { only, type Synthesized } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';
import { fleet } from '../messaging/fleet';

const group = ({ template }: Synthesized) => only(template, 'AWS::AutoScaling::AutoScalingGroup');
const of = (options: Parameters<typeof HostCapacity.autoScaling>[0], more: Partial<SpringWebSocketServiceProps> = {}) =>
  fleet(
    () => Messaging.byApplication(),
    () => ({ capacity: HostCapacity.autoScaling(options), defaultAlarms: false, ...more }),
  );

/** Under which conditions the hosts may publish metrics. */
const publishes = ({ template }: Synthesized) =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as { Action: string; Condition: unknown }[])
    .flatMap(({ Action, Condition }) => (Action === 'cloudwatch:PutMetricData' ? [Condition] : []));

test('two hosts at least, as many as their sockets need; deployments leave their number alone', () => {
  const made = of({ maxCapacity: 6, connectionsPerHost: 20_000, instanceType: new InstanceType('m7g.large') });
  expect(group(made).Properties).toMatchObject({
    MinSize: '2',
    MaxSize: '6',
    HealthCheckType: 'ELB',
    InstanceMaintenancePolicy: { MinHealthyPercentage: 100, MaxHealthyPercentage: 150 },
  });
  expect(group(made).Properties).not.toHaveProperty('DesiredCapacity');
  expect(group(made).CreationPolicy.ResourceSignal.Count).toBe(2);
  expect(group(made).UpdatePolicy.AutoScalingRollingUpdate).toMatchObject({
    MinInstancesInService: 2,
    MaxBatchSize: 1,
    WaitOnResourceSignals: true,
    PauseTime: 'PT20M',
  });
  expect(userData(made.template).deployment.metrics).toEqual(['OpenSockets']);
  expect(publishes(made)).toEqual([{ StringEquals: { 'cloudwatch:namespace': 'CdkSpringWebSocket' } }]);
  const { TargetTrackingConfiguration: target } = only(made.template, 'AWS::AutoScaling::ScalingPolicy').Properties;
  expect(target).toMatchObject({ TargetValue: 14_000, CustomizedMetricSpecification: { MetricName: 'OpenSockets', Statistic: 'Average' } });
  expect(made.warnings.filter((warning) => !warning.includes('httpOnly'))).toEqual([]);
});

test('always as many where there are to be no more: room for those that replace them, and no policy', () => {
  const made = of({ minCapacity: 3, maxCapacity: 3 });
  expect(group(made).Properties).toMatchObject({ MinSize: '3', DesiredCapacity: '3', MaxSize: '4' });
  expect(group(made).UpdatePolicy.AutoScalingRollingUpdate).toMatchObject({ MinInstancesInService: 3, MaxBatchSize: 1 });
  made.template.resourceCountIs('AWS::AutoScaling::ScalingPolicy', 0);
  expect(userData(made.template).deployment).not.toHaveProperty('metrics');
  expect(publishes(made)).toEqual([]);
});

test.each([
  [2, 10, 1, 150],
  [10, 11, 2, 120],
  [1, 2, 1, 200],
  [8, 40, 4, 150],
])(
  'of %i to %i hosts %i are replaced at a time, outside of deployments at most %i %% are there',
  (minCapacity, maxCapacity, batch, most) => {
    const made = group(of({ minCapacity, maxCapacity }));
    expect(made.UpdatePolicy.AutoScalingRollingUpdate.MaxBatchSize).toBe(batch);
    expect(made.Properties.InstanceMaintenancePolicy.MaxHealthyPercentage).toBe(most);
  },
);

test.each<[Parameters<typeof HostCapacity.autoScaling>[0], string]>([
  [{ maxCapacity: 1 }, 'maxCapacity is 1: write HostCapacity.oneHost() for one host, or 2 or more here'],
  [{ minCapacity: 3, maxCapacity: 2 }, 'maxCapacity is 2, but minCapacity 3: give as many or more'],
  [{ minCapacity: 0, maxCapacity: 2 }, 'minCapacity is 0: give a whole number of hosts, 1 or more'],
  [{ maxCapacity: 2.5 }, 'maxCapacity is 2.5: give a whole number of hosts, 1 or more'],
  [{ maxCapacity: 2, connectionsPerHost: 0 }, 'connectionsPerHost is 0: give a whole number of sockets, 1 or more'],
])('fails with %j', (options, error) => {
  expect(() => HostCapacity.autoScaling(options)).toThrow(error);
});

const types = (...names: string[]) => names.map((name) => new InstanceType(name));
const MIXED = { maxCapacity: 6, instanceTypes: types('m7g.large', 'm6g.large', 'r7g.large') };

describe('several instance types', () => {
  test('the first that EC2 has, all started from one template', () => {
    const made = of(MIXED);
    const { LaunchTemplate: alone, MixedInstancesPolicy: mixed, CapacityRebalance: rebalance } = group(made).Properties;
    expect([alone, rebalance]).toEqual([undefined, undefined]);
    const [template] = Object.keys(made.template.findResources('AWS::EC2::LaunchTemplate'));
    const specification = { LaunchTemplateId: { Ref: template }, Version: { 'Fn::GetAtt': [template, 'LatestVersionNumber'] } };
    expect(mixed).toEqual({
      LaunchTemplate: {
        LaunchTemplateSpecification: specification,
        Overrides: ['m7g.large', 'm6g.large', 'r7g.large'].map((InstanceType) => ({ InstanceType })),
      },
    });
    expect(made.warnings.filter((warning) => !warning.includes('httpOnly'))).toEqual([]);
  });

  test('every host is configured as the smallest, in memory and in processors', () => {
    const smallest = HostCapacity.autoScaling({ maxCapacity: 2, instanceTypes: types('r7g.large', 'c7g.xlarge', 'm6g.medium') });
    expect(smallest._machine).toEqual({ memoryMiB: 4096, vcpus: 1, smallest: true });
    expect(smallest._instanceType.toString()).toBe('r7g.large');
  });

  test('fails where the smallest does not carry the sockets, with the numbers', () => {
    expect(() => of({ maxCapacity: 2, connectionsPerHost: 40_000, instanceTypes: types('m7g.xlarge', 't4g.small') })).toThrow(
      /^connectionsPerHost is 40000, which needs \d+ MiB of memory, but the smallest of instanceTypes has 2048 MiB: take a larger one or at most \d+ connections/,
    );
  });

  test('one host stays as it is', () => {
    const made = fleet(undefined, () => ({ capacity: HostCapacity.oneHost() }));
    expect(group(made).Properties).not.toHaveProperty('MixedInstancesPolicy');
  });

  test.each<[string, Partial<Parameters<typeof HostCapacity.autoScaling>[0]>, string]>([
    [
      'both props',
      { instanceType: new InstanceType('m7g.large') },
      'instanceType and instanceTypes exclude each other: write all types into instanceTypes, the preferred one first',
    ],
    [
      'two architectures',
      { instanceTypes: types('m7g.large', 'm7i.large') },
      'instanceTypes has m7g.large (arm64) and m7i.large (x86_64), but all hosts start from one image: give types of one architecture',
    ],
    ['a type twice', { instanceTypes: types('m7g.large', 'm7g.large') }, 'instanceTypes has m7g.large twice: give each type once'],
    ['none', { instanceTypes: [] }, 'instanceTypes has 0 types: give 1 to 40'],
    [
      'one that is not built on the Nitro System',
      { instanceTypes: types('m7i.large', 'm4.large') },
      'one of instanceTypes is m4.large, which is not built on the Nitro System',
    ],
    [
      'one whose name is known only on AWS',
      { instanceTypes: [new InstanceType(Lazy.string({ produce: () => 't3.small' }))] },
      "instanceTypes has one that is known only on AWS: give names, such as new InstanceType('m7g.large')",
    ],
  ])('fails with %s', (_, options, error) => {
    expect(() => HostCapacity.autoScaling({ ...MIXED, ...options })).toThrow(error);
  });
});

describe('Spot Instances', () => {
  const distribution = (made: Synthesized) => group(made).Properties.MixedInstancesPolicy.InstancesDistribution as object;

  test('for what is added to minCapacity, where price and capacity are best, and replaced before they are interrupted', () => {
    const made = of({ ...MIXED, spot: {} });
    const chosen = { OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: 'price-capacity-optimized' };
    expect(distribution(made)).toEqual({ OnDemandBaseCapacity: 2, ...chosen });
    expect(group(made).Properties.CapacityRebalance).toBe(true);
    const some = of({ ...MIXED, spot: { onDemandBaseCapacity: 0, onDemandPercentageAboveBaseCapacity: 50 } });
    expect(distribution(some)).toEqual({ OnDemandBaseCapacity: 0, ...chosen, OnDemandPercentageAboveBaseCapacity: 50 });
  });

  test('of one type are warned about', () => {
    const made = of({ maxCapacity: 4, spot: {} });
    expect(made.warnings.filter((warning) => warning.includes('spotOneType'))).toHaveLength(1);
    expect(group(made).Properties.MixedInstancesPolicy.LaunchTemplate).not.toHaveProperty('Overrides');
  });

  test.each<[object, string]>([
    [
      { minCapacity: 3, maxCapacity: 3, spot: {} },
      'spot leaves no host to Spot Instances: onDemandBaseCapacity is 3 of at most 3 hosts, onDemandPercentageAboveBaseCapacity 0; ' +
        'give less of one, or leave spot out',
    ],
    [{ maxCapacity: 3, spot: { onDemandPercentageAboveBaseCapacity: 100 } }, 'spot leaves no host to Spot Instances: '],
    [
      { maxCapacity: 3, spot: { onDemandBaseCapacity: 4 } },
      'spot.onDemandBaseCapacity is 4: give a whole number of hosts, up to maxCapacity',
    ],
    [
      { maxCapacity: 3, spot: { onDemandPercentageAboveBaseCapacity: 0.5 } },
      'spot.onDemandPercentageAboveBaseCapacity is 0.5: give a whole number of percent, 0 to 100',
    ],
    [{ maxCapacity: 3, spot: { onDemandBaseCapacity: '1' } }, "onDemandBaseCapacity is '1': write a number"],
    [{ maxCapacity: 3, spot: true }, 'spot is true: write { onDemandBaseCapacity: 2 }'],
  ])('fails with %j', (options, error) => {
    expect(() => HostCapacity.autoScaling(options as Parameters<typeof HostCapacity.autoScaling>[0])).toThrow(error);
  });
});

test('fails with more sockets than the instance type carries, by the name of the prop', () => {
  expect(() => of({ maxCapacity: 2, connectionsPerHost: 20_000 })).toThrow(/^connectionsPerHost is 20000, which needs \d+ MiB of memory/);
});

test('fails in one zone, whose outage would take all hosts', () => {
  const made = () =>
    fleet(
      () => Messaging.byApplication(),
      (stack) => ({ vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }) }),
    );
  expect(made).toThrow(/^vpcSubnets are in one zone \(.*\), whose outage would take every host of HostCapacity\.autoScaling away: /);
});

describe('growing to several hosts and back', () => {
  const built = (capacity: HostCapacity, messaging?: Messaging) =>
    fleet(
      () => messaging!,
      (stack) => {
        const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
        return { capacity, messaging, domain: ServiceDomain.inZone(zone, 'api') };
      },
    ).template.toJSON().Resources as Record<string, { Type: string; Properties: unknown }>;
  const one = built(HostCapacity.oneHost());
  const several = built(HostCapacity.autoScaling({ maxCapacity: 4 }), Messaging.valkey());

  test('adds resources, and changes of those that are there only the hosts, what they may do and who gets in', () => {
    const gone = Object.keys(one).filter((id) => !(id in several));
    const changed = Object.keys(one).filter((id) => JSON.stringify(one[id]) !== JSON.stringify(several[id]));
    expect(gone).toEqual([]);
    expect(changed.map((id) => one[id]!.Type).sort()).toEqual([
      'AWS::AutoScaling::AutoScalingGroup',
      'AWS::CloudWatch::Alarm',
      'AWS::EC2::LaunchTemplate',
      'AWS::IAM::Policy',
    ]);
    const added = Object.keys(several).filter((id) => !(id in one));
    expect([...new Set(added.map((id) => several[id]!.Type.split('::').slice(1).join(' ')))].sort()).toEqual([
      'AutoScaling ScalingPolicy',
      'CloudWatch Alarm',
      'EC2 SecurityGroup',
      'EC2 SecurityGroupIngress',
      'ElastiCache ReplicationGroup',
      'ElastiCache SubnetGroup',
      'ElastiCache User',
      'ElastiCache UserGroup',
      'SecretsManager Secret',
    ]);
  });
});
