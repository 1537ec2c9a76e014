import type { Ec2 } from './clients';
import type { InstanceFacts } from './facts';
import type { Unread } from './failure';
import type { Read, Reader } from './reader';

/** Instances by id, or by the addresses that they have in a VPC; without their status checks. */
export async function findInstances(
  reader: Reader,
  by: { readonly ids: readonly string[] } | { readonly addresses: readonly string[]; readonly vpc: string },
): Promise<Read<readonly InstanceFacts[]>> {
  // By filter, not by id: an id that is not there would make an error of the whole answer.
  const Filters =
    'ids' in by
      ? [{ Name: 'instance-id', Values: [...by.ids] }]
      : [
          { Name: 'private-ip-address', Values: [...by.addresses] },
          { Name: 'vpc-id', Values: [by.vpc] },
        ];
  const found = await reader.list('ec2:DescribeInstances', { Filters }, ({ Reservations }) =>
    Reservations?.flatMap(({ Instances }) => Instances ?? []),
  );
  const wanted = ({ id, addresses, vpc }: InstanceFacts) =>
    'ids' in by ? by.ids.includes(id) : vpc === by.vpc && addresses.some((address) => by.addresses.includes(address));
  return found.unread ? found : { value: found.value.map(facts).filter(wanted) };
}

/** What EC2's own status checks say of an instance. */
export async function statusChecks(
  reader: Reader,
  { id, state }: InstanceFacts,
): Promise<{ checks?: InstanceFacts['checks']; unread: Unread[] }> {
  if (state !== 'running') {
    return { unread: [] };
  }
  const found = await reader.read('ec2:DescribeInstanceStatus', { InstanceIds: [id], IncludeAllInstances: true });
  if (found.unread) {
    return { unread: [found.unread] };
  }
  const [status] = found.value.InstanceStatuses ?? [];
  return {
    checks: {
      system: status?.SystemStatus?.Status ?? 'insufficient-data',
      instance: status?.InstanceStatus?.Status ?? 'insufficient-data',
    },
    unread: [],
  };
}

function facts(instance: Ec2.Instance): InstanceFacts {
  const addresses = (instance.NetworkInterfaces ?? []).flatMap(({ PrivateIpAddresses = [] }) =>
    PrivateIpAddresses.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
  );
  return {
    id: instance.InstanceId ?? '',
    name: instance.Tags?.find(({ Key }) => Key === 'Name')?.Value,
    state: instance.State?.Name ?? 'unknown',
    stateReason: instance.StateReason?.Message || undefined,
    vpc: instance.VpcId ?? '',
    addresses: [...new Set([...(instance.PrivateIpAddress ? [instance.PrivateIpAddress] : []), ...addresses])],
    publicAddress: instance.PublicIpAddress || undefined,
    securityGroups: (instance.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? []),
  };
}
