import { networkError } from '../common-symptoms';
import { recordTarget } from '../../aws/record-target';
import type { Finding } from '../finding';
import { isThisMachine } from '../outside-signatures';

/** The name has IPv6 addresses that do not respond. */
export const dnsAaaaBroken: Finding = {
  code: 'DNS-AAAA-BROKEN',
  hop: 'dns',
  title: 'the name has IPv6 addresses that do not respond',
  cause: 'An AAAA record points to a load balancer that is not dual-stack, or that no longer exists.',
  why: 'Clients with IPv6 wait, or cannot connect at all; clients with IPv4 notice nothing.',
  cure: 'Delete the AAAA record, or make the load balancer dual-stack',
  symptoms: [...networkError('ERR_CONNECTION_TIMED_OUT')],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#ip-address-type'],
  explains: ['tcp'],
  refutedBy: ['every address'],
  matches(evidence) {
    const told = (family: 4 | 6) => evidence.reach?.addresses.filter((address) => address.family === family && !address.noWay) ?? [];
    const sixes = told(6);
    return (
      !isThisMachine(evidence) &&
      told(4).some(({ connected }) => connected) &&
      sixes.length > 0 &&
      sixes.every(({ connected }) => !connected)
    );
  },
  inAws({ records = [], loadBalancer }) {
    const broken =
      loadBalancer &&
      records.find(
        (record) =>
          recordTarget(record, loadBalancer, ['A', 'CNAME']) === 'here' && recordTarget(record, loadBalancer, ['AAAA']) === 'elsewhere',
      );
    return broken
      ? {
          question: 'record',
          title: 'the AAAA record leads somewhere else than the A record',
          detail: `the AAAA record of ${broken.name} points to ${broken.sets
            .filter(({ type }) => type === 'AAAA')
            .flatMap(({ to }) => to)
            .join(', ')}, its A record to ${loadBalancer.dnsName}`,
        }
      : undefined;
  },
};
