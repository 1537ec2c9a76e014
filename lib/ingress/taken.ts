import type { CfnResource } from 'aws-cdk-lib';
import { CfnListener, CfnListenerRule } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct, IConstruct } from 'constructs';
import { refusal } from '../spring/refusal';
import { pathOf, same } from './in-app';

/** Refuses another rule of this app with the same priority on the same listener. */
export function checkPriority(rule: CfnListenerRule): void {
  const others = () => rulesOf(rule).filter((other) => other !== rule && other.priority === rule.priority);
  refuseOthers(rule, others, (other) => {
    const priorities = new Set(rulesOf(rule).map(({ priority }) => priority));
    const free = Array.from({ length: priorities.size + 1 }, (_, index) => index + 1).find((number) => !priorities.has(number));
    return (
      `priority is ${rule.priority} for the rules ${pathOf(other)} and ${pathOf(rule)} of one listener, ` +
      `but each rule needs its own: give one of them another, such as ${free}`
    );
  });
}

/** Refuses another listener of this app on the same port of the same load balancer. */
export function checkPort(listener: CfnListener): void {
  const others = () =>
    ofType<CfnListener>(listener, CfnListener.CFN_RESOURCE_TYPE_NAME).filter(
      (other) => other !== listener && same(other.loadBalancerArn, listener.loadBalancerArn) && other.port === listener.port,
    );
  refuseOthers(
    listener,
    others,
    (other) =>
      `port ${listener.port} of the load balancer is listener ${pathOf(other)}'s, so it cannot be ${pathOf(listener)}'s: ` +
      'add a rule to that one with IngressListener.rule',
  );
}

/** Resources of a type in the whole app. */
export function ofType<T extends CfnResource>(scope: IConstruct, type: string): T[] {
  return scope.node.root.node.findAll().filter((each): each is T => (each as Partial<CfnResource>).cfnResourceType === type);
}

/** Refuses what was there before, at once, and what comes later, when the app is being validated. */
export function refuseOthers<T>(scope: Construct, others: () => readonly T[], message: (other: T) => string): void {
  const [earlier] = others();
  if (earlier !== undefined) throw refusal(message(earlier), scope);
  scope.node.addValidation({ validate: () => others().map(message) });
}

function rulesOf({ node, listenerArn }: CfnListenerRule): CfnListenerRule[] {
  return ofType<CfnListenerRule>(node.root, CfnListenerRule.CFN_RESOURCE_TYPE_NAME).filter(
    (rule) => rule.listenerArn !== undefined && listenerArn !== undefined && same(rule.listenerArn, listenerArn),
  );
}
