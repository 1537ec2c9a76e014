import type { LoadBalancerFacts, RecordFacts } from './facts';

/** Whether a name leads to the load balancer, to something else, to nothing, or to a service in front that decides further. */
export type RecordTarget = 'here' | 'elsewhere' | 'nowhere' | 'in-front' | 'not-ours';

/** Load balancers and the hosts themselves: whoever is led there does not come by here. */
const ELSEWHERE =
  /^[\d.]+$|^[\da-f:]+:[\da-f:]*$|\.elb\.([a-z\d-]+\.)?amazonaws\.com(\.cn)?$|\.elasticbeanstalk\.com$|\.compute(-1)?\.amazonaws\.com$/;

/** Where the records of a name lead, those of one family or all. */
export function recordTarget(
  { zone, sets }: RecordFacts,
  { dnsName }: LoadBalancerFacts,
  families: readonly string[] = ['A', 'AAAA', 'CNAME'],
): RecordTarget {
  if (zone === undefined) {
    return 'not-ours';
  }
  const targets = sets.filter(({ type }) => families.includes(type)).flatMap(({ to }) => to);
  if (targets.length === 0) {
    return 'nowhere';
  }
  const here = dnsName.toLowerCase().replace(/^dualstack\./, '');
  if (targets.includes(here)) {
    return 'here';
  }
  return targets.some((target) => ELSEWHERE.test(target)) ? 'elsewhere' : 'in-front';
}
