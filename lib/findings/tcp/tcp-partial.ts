import type { Finding } from '../finding';
import { isThisMachine } from '../outside-signatures';

/** Some of the addresses do not accept connections. */
export const tcpPartial: Finding = {
  code: 'TCP-PARTIAL',
  hop: 'tcp',
  title: 'some of the addresses of the name do not accept connections',
  cause:
    'Each address of a load balancer is its node in one Availability Zone: the route table or the network ACL of that subnet ' +
    'keeps clients out, or the zone is not enabled. Or a record names a server that is gone.',
  why: 'Some clients connect at once; others wait, or cannot connect.',
  cure: 'Give each subnet of the load balancer a route to the internet gateway and an open network ACL; delete stale records',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['tcp'],
  refutedBy: ['every address'],
  matches(evidence) {
    const fours = evidence.reach?.addresses.filter(({ family, noWay }) => family === 4 && !noWay) ?? [];
    const sixes = evidence.reach?.addresses.filter(({ family, noWay }) => family === 6 && !noWay) ?? [];
    const partly = [fours, sixes].some((told) => told.some(({ connected }) => connected) && told.some(({ connected }) => !connected));
    return partly && !isThisMachine(evidence);
  },
  detail: ({ reach }) =>
    reach?.addresses
      .filter(({ noWay }) => !noWay)
      .map(({ address, connected, failure }) => `${address} ${connected ? 'accepts connections' : `does not: ${failure?.message}`}`)
      .join('; '),
};
