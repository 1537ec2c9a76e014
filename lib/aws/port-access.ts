import type { Ec2 } from './clients';
import { covers } from './cidr';

/** Who comes, or where it goes: by security group, and by the ranges that its addresses are from. */
export interface Side {
  readonly groups: readonly string[];
  /** Asked only where a rule speaks of ranges; absent where they could not be read. */
  readonly ranges: () => Promise<readonly string[] | undefined>;
}

/** Whether rules of security groups open a TCP port to somebody; `undefined` where that cannot be told. */
export async function opens(rules: readonly Ec2.IpPermission[], port: number, side: Side): Promise<boolean | undefined> {
  const fitting = rules.filter((rule) => carries(rule, port));
  if (fitting.some(({ UserIdGroupPairs = [] }) => UserIdGroupPairs.some(({ GroupId = '' }) => side.groups.includes(GroupId)))) {
    return true;
  }
  const cidrs = fitting.flatMap(({ IpRanges = [] }) => IpRanges.flatMap(({ CidrIp }) => CidrIp ?? []));
  if (cidrs.includes('0.0.0.0/0')) {
    return true;
  }
  const lists = fitting.some(({ PrefixListIds = [] }) => PrefixListIds.length > 0);
  if (cidrs.length > 0) {
    const ranges = await side.ranges();
    const inside = ranges?.filter((range) => cidrs.some((cidr) => covers(cidr, range)));
    if (inside === undefined || (inside.length > 0 && inside.length < ranges!.length)) {
      return undefined;
    }
    if (inside.length > 0) {
      return true;
    }
  }
  // What a prefix list holds is not asked.
  return lists ? undefined : false;
}

/** Whether a rule speaks of a TCP port at all. */
export function carries({ IpProtocol, FromPort, ToPort }: Ec2.IpPermission, port: number): boolean {
  return IpProtocol === '-1' || (['tcp', '6'].includes(IpProtocol ?? '') && port >= (FromPort ?? 0) && port <= (ToPort ?? 65_535));
}
