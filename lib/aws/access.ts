import type { FoundBroker } from './brokers';
import type { Ec2 } from './clients';
import { carries, opens, type Side } from './port-access';
import type { AccessFacts, InstanceFacts, ListenerFacts, LoadBalancerFacts, TargetGroupFacts } from './facts';
import type { Unread } from './failure';
import type { Reader } from './reader';

/** Whether the load balancer reaches a host: on the port that it sends to, and on the one that its health check asks. */
export async function hostAccess(
  reader: Reader,
  balancer: LoadBalancerFacts,
  group: TargetGroupFacts,
  instance: InstanceFacts,
  targetPort: number,
): Promise<{ access?: AccessFacts[]; unread: Unread[] }> {
  const checked = group.health.port === 'traffic-port' ? targetPort : Number(group.health.port);
  const ports = [...(checked === targetPort ? [] : [['health', checked] as const]), ['traffic', targetPort] as const];
  const [inside, outside] = await Promise.all([rulesOf(reader, instance.securityGroups), rulesOf(reader, balancer.securityGroups)]);
  const unread = [inside, outside].flatMap((read) => read.unread ?? []);
  if (inside.unread || balancer.securityGroups.length === 0) {
    return { unread };
  }
  const comes: Side = { groups: balancer.securityGroups, ranges: () => subnetRanges(reader, balancer.subnets, unread) };
  const goes: Side = { groups: instance.securityGroups, ranges: () => Promise.resolve(instance.addresses) };
  const access: AccessFacts[] = [];
  for (const [purpose, port] of ports) {
    access.push({
      purpose,
      port,
      admitted: await opens(
        inside.value.flatMap(({ IpPermissions }) => IpPermissions ?? []),
        port,
        comes,
      ),
      released: outside.unread
        ? undefined
        : await opens(
            outside.value.flatMap(({ IpPermissionsEgress }) => IpPermissionsEgress ?? []),
            port,
            goes,
          ),
      to: instance.securityGroups,
      from: balancer.securityGroups,
    });
  }
  return { access, unread: [...new Set(unread)] };
}

/** Where Amazon MQ for ActiveMQ speaks STOMP. */
const STOMP_PORT = 61614;

/** Whether a host reaches brokers of Amazon MQ whose security groups are known. */
export async function brokerAccess(
  reader: Reader,
  brokers: readonly FoundBroker[],
  instance: InstanceFacts,
): Promise<{ access: AccessFacts[]; unread: Unread[] }> {
  const access: AccessFacts[] = [];
  const unread = brokers.flatMap((broker) => broker.unread);
  for (const groups of brokers.flatMap((broker) => (broker.groups ? [broker.groups] : []))) {
    const [inside, outside] = await Promise.all([rulesOf(reader, groups), rulesOf(reader, instance.securityGroups)]);
    unread.push(...[inside, outside].flatMap((read) => read.unread ?? []));
    if (inside.unread || outside.unread) continue;
    const comes: Side = { groups: instance.securityGroups, ranges: () => Promise.resolve(instance.addresses) };
    const goes: Side = { groups, ranges: () => Promise.resolve(undefined) };
    access.push({
      purpose: 'broker',
      port: STOMP_PORT,
      admitted: await opens(
        inside.value.flatMap(({ IpPermissions }) => IpPermissions ?? []),
        STOMP_PORT,
        comes,
      ),
      released: await opens(
        outside.value.flatMap(({ IpPermissionsEgress }) => IpPermissionsEgress ?? []),
        STOMP_PORT,
        goes,
      ),
      to: groups,
      from: instance.securityGroups,
    });
  }
  return { access, unread: [...new Set(unread)] };
}

/** Whether anybody at all is admitted to the listeners. */
export async function clientAccess(
  reader: Reader,
  balancer: LoadBalancerFacts,
  listeners: readonly ListenerFacts[],
): Promise<{ access?: AccessFacts[]; unread: Unread[] }> {
  if (balancer.securityGroups.length === 0) {
    return { unread: [] };
  }
  const groups = await rulesOf(reader, balancer.securityGroups);
  if (groups.unread) {
    return { unread: [groups.unread] };
  }
  const rules = groups.value.flatMap(({ IpPermissions }) => IpPermissions ?? []);
  const ports = listeners.filter(({ forwards }) => forwards).map(({ port }) => port);
  return {
    access: ports.map((port) => ({
      purpose: 'clients',
      port,
      admitted: rules.some((rule) => carries(rule, port)),
      to: balancer.securityGroups,
      from: [],
    })),
    unread: [],
  };
}

function rulesOf(reader: Reader, ids: readonly string[]) {
  return reader.list(
    'ec2:DescribeSecurityGroups',
    { GroupIds: [...ids] },
    ({ SecurityGroups }): readonly Ec2.SecurityGroup[] | undefined => SecurityGroups,
  );
}

async function subnetRanges(reader: Reader, subnets: readonly string[], unread: Unread[]): Promise<readonly string[] | undefined> {
  const found = await reader.list('ec2:DescribeSubnets', { SubnetIds: [...subnets] }, ({ Subnets }) => Subnets);
  if (found.unread) {
    unread.push(found.unread);
    return undefined;
  }
  return found.value.flatMap(({ CidrBlock }) => CidrBlock ?? []);
}
