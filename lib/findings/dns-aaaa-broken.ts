import { networkError } from './common-symptoms';
import { leads } from '../aws/leads';
import type { Finding } from './finding';
import { isThisMachine } from './outside-signatures';

/** The name has IPv6 addresses that nobody answers on. */
export const dnsAaaaBroken: Finding = {
  code: 'DNS-AAAA-BROKEN',
  hop: 'dns',
  title: 'the name has IPv6 addresses that nobody answers on',
  cause: 'An AAAA record leads to a load balancer that is not dual-stack, or that has gone.',
  why: 'Clients with IPv6 wait, or do not get through at all; the others see nothing of it.',
  cure: 'Remove the AAAA record, or make the load balancer dual-stack',
  symptoms: [
    ...networkError('ERR_CONNECTION_TIMED_OUT'),
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#ip-address-type'],
  explains: ['tcp'],
  matches(evidence) {
    const told = (family: 4 | 6) => evidence.reach?.addresses.filter((address) => address.family === family && !address.noWay) ?? [];
    const sixes = told(6);
    return !isThisMachine(evidence) && told(4).some(({ connected }) => connected) && sixes.length > 0 && sixes.every(({ connected }) => !connected);
  },
  inAws({ records = [], loadBalancer }) {
    const broken = loadBalancer && records.find((record) => leads(record, loadBalancer, ['A', 'CNAME']) === 'here' && leads(record, loadBalancer, ['AAAA']) === 'elsewhere');
    return broken
      ? {
          question: 'record',
          title: 'the AAAA record leads somewhere else than the A record',
          detail: `the AAAA record of ${broken.name} leads to ${broken.sets.filter(({ type }) => type === 'AAAA').flatMap(({ to }) => to).join(', ')}, its A record to ${loadBalancer.dnsName}`,
        }
      : undefined;
  },
};
