import { leads } from '../aws/leads';
import { networkError } from './common-symptoms';
import type { Finding } from './finding';
import { isThisMachine } from './outside-signatures';

/** The name leads nowhere. */
export const dnsWrongTarget: Finding = {
  code: 'DNS-WRONG-TARGET',
  hop: 'dns',
  title: 'the name leads nowhere',
  cause: 'There is no A or AAAA record for it, or not in the zone that the world asks.',
  why: 'Browsers say ERR_NAME_NOT_RESOLVED.',
  cure: 'Create an alias record (A, and AAAA for a dual-stack load balancer) to the load balancer',
  symptoms: [
    ...networkError('ERR_NAME_NOT_RESOLVED'),
    { seen: 'client', text: 'getaddrinfo ENOTFOUND <host>' },
    { seen: 'client', text: 'java.net.UnknownHostException' },
  ],
  source: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html'],
  explains: ['dns'],
  matches(evidence) {
    const { dns, reach } = evidence;
    const told = (reach?.addresses ?? []).filter(({ family, noWay }) => family === 4 && !noWay);
    const stale = !isThisMachine(evidence) && told.some(({ connected }) => connected) && told.some(({ connected }) => !connected);
    return (dns !== undefined && dns.v4.length === 0 && dns.v6.length === 0) || stale;
  },
  inAws({ records = [], loadBalancer, instance }) {
    const wrong = loadBalancer ? records.map((record) => ({ record, lead: leads(record, loadBalancer) })).find(({ lead }) => lead === 'nowhere' || lead === 'elsewhere') : undefined;
    if (!wrong || !loadBalancer) {
      return undefined;
    }
    const { record: { name, zone, sets }, lead } = wrong;
    const to = [...new Set(sets.flatMap((set) => set.to))];
    const past = instance?.publicAddress !== undefined && to.includes(instance.publicAddress) ? `, the address of ${instance.id} itself, past the load balancer` : '';
    return {
      question: 'record',
      title: lead === 'nowhere' ? 'the name leads nowhere' : 'the name leads past the load balancer',
      detail: lead === 'nowhere' ? `zone ${zone} has no A, AAAA or CNAME record ${name}` : `${name} leads to ${to.join(', ')}${past}, not to ${loadBalancer.dnsName}`,
      paste: `new ARecord(this, 'Record', { zone, recordName: '${name}', target: RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)) });`,
    };
  },
};
