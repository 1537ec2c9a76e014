import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { examine } from '../../../lib/doctor/chain/examine';
import { exchange } from '../../../lib/probes/exchange';
import type { Lab } from '../../lab';
import type { Service } from '../../service';
import { same } from '../claims';
import type { Compositions } from '../compositions';
import type { Show } from '../deploy/load-balancer';
import { chainOf, verdict } from '../serve';

/** The compositions on the listener of the other team, which has none on port 80. */
const ON_SHARED = ['OnListener', 'UnderCertificate'];

/** Each composition from outside, as a browser would use it. */
export async function showServing(lab: Lab, services: Compositions, show: Show): Promise<void> {
  for (const [stack, service] of Object.entries(services)) {
    await show(
      {
        id: `serves-${stack.toLowerCase()}`,
        claim: `${stack}: sockets and messages pass from outside.`,
        how: 'lib/doctor through the load balancer, as in part serve.',
        parts: ['clients', 'DNS', 'certificate', 'load balancer', 'nginx', 'Spring Boot', 'EC2'],
      },
      async () => `https://${service.domain}: ${await healthy(lab, stack, service)}`,
    );
  }
  await show(
    {
      id: 'other-paths',
      claim: 'What the rule does not name stays with the other team.',
      how: "A request for / under the rule's name.",
      parts: ['load balancer'],
    },
    async () => {
      const { status, body } = await exchange(await lab.target(services.OnListener.origin), { path: '/' });
      same('answer', [status, body], [404, 'another team answers here']);
      return `404 "${body}"`;
    },
  );
}

async function healthy(lab: Lab, stack: string, service: Service): Promise<string> {
  const cloud = stack === 'External' ? await externally(lab, service) : lab;
  const chain = await chainOf(cloud, service.origin, [{ kind: 'sockjs', path: '/ws-stomp' }]);
  return verdict(await examine({ ...chain, ...(ON_SHARED.includes(stack) ? { http: undefined } : {}) }));
}

/** The external name is kept by another provider, whose CNAME leads where the load balancer's own name leads. */
async function externally(lab: Lab, service: Service): Promise<Pick<Lab, 'target' | 'resolve'>> {
  const { LoadBalancers = [] } = await lab.aws.elb.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [service.id('AWS::ElasticLoadBalancingV2::LoadBalancer')] }),
  );
  const [{ DNSName }] = LoadBalancers;
  const target: Lab['target'] = async (origin) => ({
    ...(await lab.target(origin.replace(service.domain, `${DNSName}`))),
    origin,
  });
  const { connect } = await target(service.origin);
  const v4 = connect && 'host' in connect ? [connect.host] : [];
  return { target, resolve: async (name) => ({ name, v4, v6: [], standIn: "the other provider's record", ms: 0 }) };
}
