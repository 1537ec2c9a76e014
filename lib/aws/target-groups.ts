import type { Elb } from './clients';
import type { TargetFacts, TargetGroupFacts } from './facts';
import type { Unread } from './failure';
import type { Read, Reader } from './reader';

/** A target group, and the load balancer that uses it. */
export interface FoundTargetGroup {
  readonly facts: TargetGroupFacts;
  readonly vpc?: string;
  readonly loadBalancers: readonly string[];
}

/** Target groups by ARN, of a load balancer, or all of the region. */
export async function findTargetGroups(
  reader: Reader,
  by: { readonly TargetGroupArns?: string[]; readonly LoadBalancerArn?: string },
): Promise<Read<readonly FoundTargetGroup[]>> {
  const found = await reader.list('elasticloadbalancing:DescribeTargetGroups', by, ({ TargetGroups }) => TargetGroups);
  return found.unread ? found : { value: found.value.map(facts) };
}

/** Stickiness and deregistration delay, which are attributes of their own. */
export async function targetGroupAttributes(reader: Reader, arn: string): Promise<{ more: Partial<TargetGroupFacts>; unread: Unread[] }> {
  const found = await reader.read('elasticloadbalancing:DescribeTargetGroupAttributes', { TargetGroupArn: arn });
  if (found.unread) {
    return { more: {}, unread: [found.unread] };
  }
  const value = (key: string) => found.value.Attributes?.find(({ Key }) => Key === key)?.Value;
  const delay = value('deregistration_delay.timeout_seconds');
  return {
    more: { stickiness: value('stickiness.enabled') === 'true', deregistrationSeconds: delay === undefined ? undefined : Number(delay) },
    unread: [],
  };
}

/** What the load balancer thinks of each target. */
export async function targetsOf(reader: Reader, arn: string): Promise<Read<readonly TargetFacts[]>> {
  const found = await reader.read('elasticloadbalancing:DescribeTargetHealth', { TargetGroupArn: arn });
  if (found.unread) {
    return found;
  }
  const targets = (found.value.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
    id: Target?.Id ?? '',
    port: Target?.Port ?? 0,
    state: TargetHealth?.State ?? 'unavailable',
    reason: TargetHealth?.Reason,
    description: TargetHealth?.Description,
  }));
  return { value: targets };
}

function facts(group: Elb.TargetGroup): FoundTargetGroup {
  return {
    facts: {
      arn: group.TargetGroupArn ?? '',
      name: group.TargetGroupName ?? '',
      protocol: group.Protocol ?? '',
      protocolVersion: group.ProtocolVersion ?? 'HTTP1',
      port: group.Port ?? 0,
      targetType: group.TargetType ?? 'instance',
      health: {
        path: group.HealthCheckPath ?? '/',
        port: group.HealthCheckPort ?? 'traffic-port',
        matcher: group.Matcher?.HttpCode ?? group.Matcher?.GrpcCode ?? '200',
      },
    },
    vpc: group.VpcId,
    loadBalancers: group.LoadBalancerArns ?? [],
  };
}
