import type { Elb } from './clients';
import type { LoadBalancerFacts } from './facts';
import type { Unread } from './failure';
import type { Reader } from './reader';

/** A load balancer and its idle timeout. */
export async function loadBalancer(reader: Reader, arn: string): Promise<{ loadBalancer?: LoadBalancerFacts; unread: Unread[] }> {
  const [found, attributes] = await Promise.all([
    reader.read('elasticloadbalancing:DescribeLoadBalancers', { LoadBalancerArns: [arn] }),
    reader.read('elasticloadbalancing:DescribeLoadBalancerAttributes', { LoadBalancerArn: arn }),
  ]);
  const unread = [found, attributes].flatMap((read) => read.unread ?? []);
  const [balancer] = found.value?.LoadBalancers ?? [];
  const idle = attributes.value?.Attributes?.find(({ Key }) => Key === 'idle_timeout.timeout_seconds')?.Value;
  return { loadBalancer: balancer && facts(balancer, idle === undefined ? undefined : Number(idle)), unread };
}

function facts(balancer: Elb.LoadBalancer, idleSeconds: number | undefined): LoadBalancerFacts {
  return {
    arn: balancer.LoadBalancerArn ?? '',
    name: balancer.LoadBalancerName ?? '',
    dnsName: balancer.DNSName ?? '',
    type: balancer.Type ?? 'application',
    state: balancer.State?.Code ?? 'unknown',
    addressType: balancer.IpAddressType ?? 'ipv4',
    securityGroups: balancer.SecurityGroups ?? [],
    subnets: (balancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
    idleSeconds,
  };
}
