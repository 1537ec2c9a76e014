import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { examine } from '../../../../lib/doctor/examine';
import { exchange } from '../../../../lib/probes/exchange';
import type { Target } from '../../../../lib/probes/target';
import type { Lab } from '../../lab';
import type { Service } from '../../service';
import { same } from '../claims';
import type { Compositions } from '../compositions';
import type { Show } from '../deploy/load-balancer';
import { chainOf, verdict } from '../serve';

/** Each composition from outside, as a browser would use it. */
export async function showServing(lab: Lab, services: Compositions, show: Show): Promise<void> {
  for (const [stack, service] of Object.entries(services)) {
    await show(
      { id: `serves-${stack.toLowerCase()}`, claim: `${stack}: sockets and messages pass from outside.`, how: 'lib/doctor through the load balancer, as in part serve.', parts: ['clients', 'DNS', 'certificate', 'load balancer', 'nginx', 'Spring Boot', 'EC2'] },
      async () => `https://${service.domain}: ${await healthy(lab, stack, service)}`,
    );
  }
  await show(
    { id: 'other-paths', claim: 'What the rule does not name stays with the other team.', how: 'A request for / under the rule\'s name.', parts: ['load balancer'] },
    async () => {
      const { status, body } = await exchange(await lab.target(services.OnListener.origin), { path: '/' });
      same('answer', [status, body], [404, 'another team answers here']);
      return `404 "${body}"`;
    },
  );
}

async function healthy(lab: Lab, stack: string, service: Service): Promise<string> {
  // The external name is kept by another provider.
  const record = async () => ({ name: service.domain, v4: ['203.0.113.1'], v6: [], standIn: 'the other provider\'s record', ms: 0 });
  const cloud = stack === 'External' ? { target: await pointedAt(lab, service), resolve: record } : lab;
  const chain = await chainOf(cloud, service.origin, [{ kind: 'sockjs', path: '/ws-stomp' }]);
  // The other team has no listener on port 80.
  return verdict(await examine({ ...chain, ...(stack === 'OnListener' ? { http: undefined } : {}) }));
}

/** The other provider's CNAME: the domain leads where the load balancer's own name leads. */
async function pointedAt(lab: Lab, service: Service): Promise<(origin: string) => Promise<Target>> {
  const { LoadBalancers = [] } = await lab.aws.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [service.id('AWS::ElasticLoadBalancingV2::LoadBalancer')] }));
  return async (origin) => {
    const { hostname, port } = new URL(origin);
    const target = await lab.target(origin.replace(hostname, LoadBalancers[0]?.DNSName ?? ''));
    return { ...target, origin: port ? `${origin}:${port}` : origin };
  };
}
