import type { Stack } from 'aws-cdk-lib';
import { HostCapacity, type Messaging, SpringWebSocketService, type SpringWebSocketServiceProps } from '../../lib';
import { chat, routes, type Synthesized, synthesized } from '../ingress/synthesized';

/** Several hosts, as their user writes them. */
export function fleet(
  messaging: ((stack: Stack) => Messaging) | undefined,
  more: (stack: Stack) => Partial<SpringWebSocketServiceProps> = () => ({}),
  then: (service: SpringWebSocketService, stack: Stack) => void = () => {},
): Synthesized & { readonly service: SpringWebSocketService } {
  let service: SpringWebSocketService;
  const made = synthesized((stack) => {
    const capacity = HostCapacity.autoScaling({ maxCapacity: 4 });
    service = new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, capacity, messaging: messaging?.(stack), ...more(stack) });
    then(service, stack);
  });
  return { ...made, service: service! };
}
