import { brokersOf, type FoundBroker } from './brokers';
import { classicLoadBalancers, type FoundClassicLoadBalancer } from './classic-load-balancers';
import type { InstanceFacts, StackFacts } from './facts';
import { NoAccess, type Unread } from './failure';
import { findInstances } from './instances';
import type { Reader } from './reader';
import { scalingGroup, type FoundScalingGroup } from './scaling-group';
import { stackResources, stackState, type StackResource } from './stack';
import { findTargetGroups, targetsOf, type FoundTargetGroup } from './target-groups';

/** What is to be looked at, and what kept it from being found. */
export interface Scope {
  readonly stack?: StackFacts;
  readonly targetGroups: readonly FoundTargetGroup[];
  /** For target groups that none uses. */
  readonly loadBalancers: readonly string[];
  readonly classicLoadBalancers: readonly FoundClassicLoadBalancer[];
  readonly brokers: readonly FoundBroker[];
  /** Instances that are to be looked at also where no target group holds them. */
  readonly instances: readonly string[];
  readonly scalingGroups: readonly FoundScalingGroup[];
  readonly certificates: readonly string[];
  readonly names: readonly string[];
  readonly deploymentLogs: readonly string[];
  readonly unread: readonly Unread[];
}

const NOTHING: Scope = {
  targetGroups: [],
  loadBalancers: [],
  classicLoadBalancers: [],
  brokers: [],
  instances: [],
  scalingGroups: [],
  certificates: [],
  names: [],
  deploymentLogs: [],
  unread: [],
};

/** How many target groups of a VPC are searched for an instance, and how many at a time. */
const MOST_TARGET_GROUPS = 200;
const AT_ONCE = 5;

/** What a stack of any template has. */
export async function scopeOfStack(reader: Reader, name: string): Promise<Scope> {
  const [state, resources] = await Promise.all([stackState(reader, name), stackResources(reader, name)]);
  if ([state.unread[0], resources.unread].some((unread) => /does not exist/.test(unread?.said ?? ''))) {
    throw new NoAccess(`there is no stack ${name} in ${reader.region}: check the name, --region and --profile`);
  }
  const unread: Unread[] = [...state.unread, ...(resources.unread ? [resources.unread] : [])];
  const own = resources.value ?? [];
  const ids = (type: string) => own.filter((each) => each.type === type).map(({ physicalId }) => physicalId);
  const groups = await Promise.all(ids('AWS::AutoScaling::AutoScalingGroup').map((id) => scalingGroup(reader, id)));
  unread.push(...groups.flatMap((group) => group.unread));
  const scalingGroups = groups.flatMap(({ group }) => group ?? []);
  const instances = [...new Set([...ids('AWS::EC2::Instance'), ...scalingGroups.flatMap((group) => group.instances)])];
  const known = [
    'AWS::ElasticLoadBalancing::',
    'AWS::ElasticLoadBalancingV2::',
    'AWS::EC2::Instance',
    'AWS::AutoScaling::',
    'AWS::Logs::LogGroup',
    'AWS::CertificateManager::',
  ];
  if (resources.value && !own.some(({ type }) => known.some((each) => type.startsWith(each)))) {
    throw new NoAccess(
      `stack ${name} has neither a load balancer nor a target group nor an instance: give the stack that has, or --instance`,
    );
  }
  const targetGroups = await targetGroupsOf(reader, own, scalingGroups, instances, unread);
  return {
    stack: state.stack,
    targetGroups,
    loadBalancers: ids('AWS::ElasticLoadBalancingV2::LoadBalancer'),
    classicLoadBalancers: await classicLoadBalancers(reader, own),
    brokers: await brokersOf(reader, own),
    instances,
    scalingGroups,
    certificates: ids('AWS::CertificateManager::Certificate'),
    names: ids('AWS::Route53::RecordSet').map((record) => record.replace(/\.$/, '')),
    deploymentLogs: own
      .filter(({ type, logicalId }) => type === 'AWS::Logs::LogGroup' && /DeploymentLog/.test(logicalId))
      .map(({ physicalId }) => physicalId),
    unread,
  };
}

/** An instance, and every target group that holds it. */
export async function scopeOfInstance(reader: Reader, id: string): Promise<Scope> {
  const found = await findInstances(reader, { ids: [id] });
  if (found.unread) {
    return { ...NOTHING, instances: [id], unread: [found.unread] };
  }
  const [instance] = found.value;
  if (!instance) {
    throw new NoAccess(`there is no instance ${id} in ${reader.region}: check the id, --region and --profile`);
  }
  const unread: Unread[] = [];
  return { ...NOTHING, instances: [id], targetGroups: await holding(reader, [instance], unread), unread };
}

/** The stack's own target groups, else those that its load balancers, scaling groups or instances are in. */
async function targetGroupsOf(
  reader: Reader,
  own: readonly StackResource[],
  scalingGroups: readonly FoundScalingGroup[],
  instances: readonly string[],
  unread: Unread[],
): Promise<readonly FoundTargetGroup[]> {
  const ids = (type: string) => own.filter((each) => each.type === type).map(({ physicalId }) => physicalId);
  const arns = [
    ...new Set([...ids('AWS::ElasticLoadBalancingV2::TargetGroup'), ...scalingGroups.flatMap(({ targetGroups }) => targetGroups)]),
  ];
  const balancers = ids('AWS::ElasticLoadBalancingV2::LoadBalancer');
  const asked = arns.length > 0 ? [{ TargetGroupArns: arns }] : balancers.map((LoadBalancerArn) => ({ LoadBalancerArn }));
  const found = await Promise.all(asked.map((by) => findTargetGroups(reader, by)));
  unread.push(...found.flatMap((read) => read.unread ?? []));
  if (asked.length > 0 || instances.length === 0) {
    return found.flatMap(({ value }) => value ?? []);
  }
  const hosts = await findInstances(reader, { ids: instances });
  unread.push(...(hosts.unread ? [hosts.unread] : []));
  return holding(reader, hosts.value ?? [], unread);
}

/** The target groups of a VPC that hold one of its instances, by id or by address. */
async function holding(reader: Reader, instances: readonly InstanceFacts[], unread: Unread[]): Promise<FoundTargetGroup[]> {
  const all = await findTargetGroups(reader, {});
  if (all.unread) {
    unread.push(all.unread);
    return [];
  }
  const candidates = all.value.filter(({ vpc }) => instances.some((instance) => instance.vpc === vpc)).slice(0, MOST_TARGET_GROUPS);
  const wanted = new Set(instances.flatMap(({ id, addresses }) => [id, ...addresses]));
  const found: FoundTargetGroup[] = [];
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const some = candidates.slice(from, from + AT_ONCE);
    const targets = await Promise.all(some.map(({ facts }) => targetsOf(reader, facts.arn)));
    unread.push(...targets.flatMap((read) => read.unread ?? []).slice(0, 1));
    found.push(...some.filter((_, index) => targets[index]!.value?.some(({ id }) => wanted.has(id))));
  }
  return found;
}
