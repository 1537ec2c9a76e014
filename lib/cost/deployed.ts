import { NGINX_CONF } from '../chain/conventions';
import type { StackTemplate } from '../rehearsal/cloud-assembly';
import type { HostInTemplate } from '../rehearsal/host-in-template';
import { asText } from '../rehearsal/intrinsics';
import { canariesIn, isCanary, type DeployedCanary } from './canaries';
import { at, listAt, refersTo, Resources, type Named } from './resources';
import { isKnown } from './types';

/** The group of the hosts. */
export interface DeployedHosts {
  /** The first of several. */
  readonly instanceType: string;
  /** They are of several types, or Spot Instances. */
  readonly mixed: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** How many sockets each is to carry; of several, another one starts at 70 % of what each can. */
  readonly socketsEach: number;
  readonly diskGib: number;
  readonly publicAddress: boolean;
  /** Metrics that each publishes once a minute. */
  readonly metrics: number;
  /** Their logs go to CloudWatch. */
  readonly shipsLogs: boolean;
  /** Messages go through an engine, which hands what clients send to every host, or through a broker, which has a connection a client. */
  readonly through?: 'engine' | 'broker';
}

/** Nodes that hosts share messages through. */
export interface DeployedEngine {
  readonly service: string;
  readonly type: string;
  readonly nodes: number;
}

/** What stacks have that is paid for. */
export interface Deployed {
  readonly stack: string;
  readonly hosts: DeployedHosts;
  readonly loadBalancers: number;
  /** Public addresses of load balancers: one in each subnet. */
  readonly loadBalancerAddresses: number;
  readonly rules: number;
  readonly natGateways: number;
  readonly engines: readonly DeployedEngine[];
  readonly retentionDays: number;
  /** Metrics that alarms compute with, of which each is paid for. */
  readonly alarms: number;
  readonly dashboards: number;
  readonly canaries: readonly DeployedCanary[];
  readonly secrets: number;
  readonly keys: number;
  readonly zones: number;
  readonly webAcls: number;
  readonly webAclRules: number;
  /** Types of resources that are not counted. */
  readonly others: Readonly<Record<string, number>>;
}

/** Reads what is paid for out of templates. */
export function deployedIn(templates: readonly StackTemplate[], host: HostInTemplate): Deployed {
  const resources = new Resources(templates);
  const balancers = resources.of('AWS::ElasticLoadBalancingV2::LoadBalancer');
  const open = balancers.filter((each) => asText(at(each, 'Scheme')) !== 'internal');
  const subnets = (each: Named) => Math.max(listAt(each, 'Subnets').length, listAt(each, 'SubnetMappings').length, 2);
  const acls = resources.of('AWS::WAFv2::WebACL');
  return {
    stack: host.template.stack,
    hosts: hostsOf(resources, host),
    loadBalancers: balancers.length,
    loadBalancerAddresses: open.reduce((sum, each) => sum + subnets(each), 0),
    rules: resources.count('AWS::ElasticLoadBalancingV2::ListenerRule') + 1,
    natGateways: resources.count('AWS::EC2::NatGateway'),
    engines: enginesIn(resources),
    retentionDays: Math.max(0, ...resources.of('AWS::Logs::LogGroup').map((each) => Number(at(each, 'RetentionInDays') ?? 3650))),
    alarms: alarmsIn(resources),
    dashboards: resources.count('AWS::CloudWatch::Dashboard'),
    canaries: canariesIn(resources),
    secrets: resources.count('AWS::SecretsManager::Secret'),
    keys: resources.count('AWS::KMS::Key'),
    zones: resources.count('AWS::Route53::HostedZone'),
    webAcls: acls.length,
    webAclRules: acls.reduce((sum, each) => sum + listAt(each, 'Rules').length, 0),
    others: resources.besides((each) => isKnown(each.Type) || isCanary(each)),
  };
}

function hostsOf(resources: Resources, { id, template, files, deployment }: HostInTemplate): DeployedHosts {
  const launch = { Properties: at(template.resources[id], 'LaunchTemplateData') };
  const starts = (group: Named) =>
    [
      at(group, 'LaunchTemplate', 'LaunchTemplateId'),
      at(group, 'MixedInstancesPolicy', 'LaunchTemplate', 'LaunchTemplateSpecification', 'LaunchTemplateId'),
    ].some((value) => refersTo(value, id));
  const group = resources.of('AWS::AutoScaling::AutoScalingGroup').find((each) => each.stack === template.stack && starts(each));
  if (!group) {
    throw new Error(`no Auto Scaling group in ${template.stack} starts the launch template ${id}: synthesize again`);
  }
  const sizes = ['DesiredCapacity', 'MinSize', 'MaxSize'].map((name) => Number(asText(at(group, name)) || NaN));
  const [desired, minimum, maximum] = sizes;
  const fixed = Number.isFinite(desired);
  const target = resources
    .of('AWS::AutoScaling::ScalingPolicy')
    .filter((each) => refersTo(at(each, 'AutoScalingGroupName'), group.id))
    .map((each) => Number(at(each, 'TargetTrackingConfiguration', 'TargetValue')))
    .find(Number.isFinite);
  const nginx = files.find(({ path }) => path === NGINX_CONF)?.content.toString() ?? '';
  return {
    instanceType: asText(at(group, 'MixedInstancesPolicy', 'LaunchTemplate', 'Overrides', 0, 'InstanceType') ?? at(launch, 'InstanceType')),
    mixed: at(group, 'MixedInstancesPolicy') !== undefined,
    minimum: fixed ? desired : minimum,
    maximum: fixed ? desired : maximum,
    socketsEach: target ?? connectionsOf(nginx),
    diskGib: Number(at(launch, 'BlockDeviceMappings', 0, 'Ebs', 'VolumeSize') ?? 8),
    publicAddress: at(launch, 'NetworkInterfaces', 0, 'AssociatePublicIpAddress') === true,
    metrics: deployment.metrics?.length ?? 0,
    shipsLogs: deployment.shippedLogs !== undefined,
    through: throughOf(deployment),
  };
}

function throughOf(deployment: HostInTemplate['deployment']): DeployedHosts['through'] {
  return 'relay' in deployment ? 'broker' : deployment.messaging && 'engine';
}

/** How many sockets nginx was sized for (lib/nginx/sizing.ts the other way round). */
function connectionsOf(nginx: string): number {
  const number = (directive: string) => Number(new RegExp(`\\b${directive}\\s+(\\d+);`).exec(nginx)?.[1] ?? NaN);
  const slots = (number('worker_connections') - 512) * number('worker_processes');
  return Math.floor((slots * 15) / 16 / 1.3 / 2 + 0.01);
}

function enginesIn(resources: Resources): DeployedEngine[] {
  const number = (value: unknown) => Number(asText(value) || NaN);
  const caches = resources.of('AWS::ElastiCache::ReplicationGroup').map((each) => {
    const shards = number(at(each, 'NumNodeGroups')) || 1;
    const nodes = number(at(each, 'NumCacheClusters')) || shards * (1 + (number(at(each, 'ReplicasPerNodeGroup')) || 0));
    return { service: 'ElastiCache', type: asText(at(each, 'CacheNodeType')), nodes };
  });
  const brokers = resources.of('AWS::AmazonMQ::Broker').map((each) => {
    const nodes = { ACTIVE_STANDBY_MULTI_AZ: 2, CLUSTER_MULTI_AZ: 3 }[asText(at(each, 'DeploymentMode'))] ?? 1;
    return { service: 'Amazon MQ', type: asText(at(each, 'HostInstanceType')), nodes };
  });
  return [...caches, ...brokers];
}

/** An alarm costs as much for each metric that it computes with; Auto Scaling makes two for each target that it tracks. */
function alarmsIn(resources: Resources): number {
  const metrics = (each: Named) =>
    Math.max(1, listAt(each, 'Metrics').filter((metric) => (metric as { MetricStat?: unknown }).MetricStat).length);
  const own = resources.of('AWS::CloudWatch::Alarm').reduce((sum, each) => sum + metrics(each), 0);
  const tracked = resources.of('AWS::AutoScaling::ScalingPolicy').filter((each) => at(each, 'TargetTrackingConfiguration'));
  return own + 2 * tracked.length;
}
