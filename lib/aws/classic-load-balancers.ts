import type { ClassicLoadBalancerFacts } from './facts';
import type { Unread } from './failure';
import type { Reader } from './reader';
import type { StackResource } from './stack';
import { templateOf } from './template';

const PROTOCOLS = ['HTTP', 'HTTPS', 'TCP', 'SSL'];

/** A Classic Load Balancer of a stack, and what kept its template from being read. */
export interface FoundClassicLoadBalancer {
  readonly facts: ClassicLoadBalancerFacts;
  readonly unread: Unread[];
}

/** The Classic Load Balancers among a stack's resources, with the listeners that its template gives them. */
export function classicLoadBalancers(reader: Reader, resources: readonly StackResource[]): Promise<FoundClassicLoadBalancer[]> {
  return Promise.all(
    resources
      .filter(({ type }) => type === 'AWS::ElasticLoadBalancing::LoadBalancer')
      .map(async ({ stack, logicalId, physicalId }) => {
        const found = await reader.read('cloudformation:GetTemplate', { StackName: stack, TemplateStage: 'Processed' });
        return {
          facts: { name: physicalId, listeners: listenersOf(found.value?.TemplateBody ?? '', logicalId) },
          unread: found.unread ? [found.unread] : [],
        };
      }),
  );
}

interface Written {
  readonly Protocol?: unknown;
  readonly LoadBalancerPort?: unknown;
}

/** Undefined where one of them is not written out, as with the value of a parameter. */
function listenersOf(body: string, logicalId: string): ClassicLoadBalancerFacts['listeners'] {
  const listeners = templateOf(body)?.Resources?.[logicalId]?.Properties?.Listeners;
  const all = (Array.isArray(listeners) ? listeners : []).map((listener: Written | null) => ({
    port: Number(listener?.LoadBalancerPort),
    protocol: String(listener?.Protocol).toUpperCase(),
  }));
  return all.length > 0 && all.every(({ port, protocol }) => port > 0 && PROTOCOLS.includes(protocol)) ? all : undefined;
}
