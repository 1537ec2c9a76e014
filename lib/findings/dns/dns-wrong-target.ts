import { recordTarget } from '../../aws/record-target';
import { networkError } from '../common-symptoms';
import type { Finding } from '../finding';

/** The name does not resolve. */
export const dnsWrongTarget: Finding = {
  code: 'DNS-WRONG-TARGET',
  hop: 'dns',
  title: 'the name does not resolve',
  cause: 'There is no A or AAAA record for it, or only in a zone that is not the public one.',
  why: 'Browsers say ERR_NAME_NOT_RESOLVED.',
  cure: 'Create an alias record (A, and AAAA for a dual-stack load balancer) that points to the load balancer',
  symptoms: [
    ...networkError('ERR_NAME_NOT_RESOLVED'),
    { seen: 'client', text: 'getaddrinfo ENOTFOUND <host>' },
    { seen: 'client', text: 'java.net.UnknownHostException' },
    { seen: 'client', text: 'java.nio.channels.UnresolvedAddressException' },
    { seen: 'client', text: '[Errno -2] Name or service not known' },
    { seen: 'client', text: 'Cannot connect to host <host> [Name or service not known' },
    { seen: 'client', text: 'dial tcp: lookup <host>: no such host' },
    { seen: 'client', text: "Failed host lookup: '<host>'" },
  ],
  source: ['https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html'],
  explains: ['dns'],
  refutedBy: ['every address', 'http'],
  matches({ dns }) {
    return dns !== undefined && dns.v4.length === 0 && dns.v6.length === 0;
  },
  inAws({ records = [], loadBalancer, instance }) {
    const wrong = loadBalancer
      ? records
          .map((record) => ({ record, target: recordTarget(record, loadBalancer) }))
          .find(({ target }) => target === 'nowhere' || target === 'elsewhere')
      : undefined;
    if (!wrong || !loadBalancer) {
      return undefined;
    }
    const {
      record: { name, zone, sets },
      target,
    } = wrong;
    const to = [...new Set(sets.flatMap((set) => set.to))];
    const past =
      instance?.publicAddress !== undefined && to.includes(instance.publicAddress)
        ? `, the address of ${instance.id} itself, past the load balancer`
        : '';
    return {
      question: 'record',
      title: target === 'nowhere' ? 'the name leads nowhere' : 'the name leads past the load balancer',
      detail:
        target === 'nowhere'
          ? `zone ${zone} has no A, AAAA or CNAME record ${name}`
          : `${name} points to ${to.join(', ')}${past}, not to ${loadBalancer.dnsName}`,
      paste:
        `new ARecord(this, 'Record', { zone, recordName: '${name}', target: ` +
        'RecordTarget.fromAlias(new LoadBalancerTarget(loadBalancer)) });',
    };
  },
};
