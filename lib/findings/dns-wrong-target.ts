import type { Finding } from './finding';

/** The name leads nowhere. */
export const dnsWrongTarget: Finding = {
  code: 'DNS-WRONG-TARGET',
  hop: 'dns',
  title: 'the name leads nowhere',
  cause: 'There is no A or AAAA record for it, or not in the zone that the world asks.',
  why: 'Browsers say ERR_NAME_NOT_RESOLVED.',
  cure: 'Create an alias record (A, and AAAA for a dual-stack load balancer) to the load balancer',
  source: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html'],
  explains: ['dns'],
  matches(evidence) {
    const { dns } = evidence;
    return dns !== undefined && dns.v4.length === 0 && dns.v6.length === 0;
  },
};
