import { Stack } from 'aws-cdk-lib';
import {
  ApplicationListenerRule,
  type CfnListenerRule,
  type IApplicationListener,
  ListenerAction,
  ListenerCondition,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import {
  IngressListener,
  type IngressListenerBindOptions,
  type IngressListenerConfig,
  ServiceDomain,
  SpringWebSocketService,
  WebSocketHost,
  WebSocketIngress,
} from '../../lib';
import { balancer, listenerOn } from './balancers';
import { app, chat, ids, only, routes, synthesized, synthesizedStacks, zone } from './synthesized';
import { userData } from './user-data';

/** A class that a user writes: a rule with a condition of its own. */
class Tenant extends IngressListener {
  constructor(
    private readonly listener: IApplicationListener,
    private readonly made: Partial<IngressListenerConfig> = {},
  ) {
    super();
  }

  public override bind(scope: Construct, { targetGroup }: IngressListenerBindOptions): IngressListenerConfig {
    const { listener } = this;
    const rule = new ApplicationListenerRule(scope, 'TenantRule', {
      listener,
      priority: 3,
      conditions: [ListenerCondition.httpHeader('X-Tenant', ['acme'])],
      action: ListenerAction.forward([targetGroup]),
    });
    const { loadBalancer } = listener as unknown as IngressListenerConfig;
    return { loadBalancer, listener, rule, tls: true, dependencies: [rule.node.defaultChild as CfnListenerRule], ...this.made };
  }
}

test("a listener of the user's own class leads to the host, which waits for it", () => {
  let url = '';
  const { template, warnings } = synthesized((stack) => {
    const alb = balancer(stack, 'Alb', 3600);
    const domain = ServiceDomain.recordOnly(zone(stack), 'api');
    const props = { app: chat(), routes, vpc: alb.vpc, domain, listener: new Tenant(listenerOn(alb), { dualStack: true }) };
    ({ url } = new SpringWebSocketService(stack, 'Chat', props).ingress);
  });
  expect([url, warnings]).toEqual(['https://api.example.com', []]);
  expect(only(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties).toMatchObject({
    Priority: 3,
    Conditions: [{ Field: 'http-header' }],
    Actions: [{ Type: 'forward', TargetGroupArn: { Ref: ids(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')[0] } }],
  });
  const [rule] = ids(template, 'AWS::ElasticLoadBalancingV2::ListenerRule');
  expect(only(template, 'AWS::AutoScaling::AutoScalingGroup').DependsOn).toContain(rule);
  expect(ids(template, 'AWS::Route53::RecordSet')).toHaveLength(2);
  expect(userData(template).deployment).toMatchObject({ host: 'api.example.com', scheme: 'https' });
});

test('without TLS it gets the warning of every such listener', () => {
  const { warnings } = synthesized((stack) => {
    const alb = balancer(stack, 'Alb', 3600);
    new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, vpc: alb.vpc, listener: new Tenant(listenerOn(alb), { tls: false }) });
  });
  expect(warnings).toEqual([expect.stringContaining('clients connect without TLS')]);
});

describe('it fails as every other one', () => {
  test('in a network that the host makes for itself', () => {
    const stack = new Stack(app(), 'Stack');
    const host = new WebSocketHost(stack, 'Host', { app: chat(), routes });
    expect(() => new WebSocketIngress(stack, 'Ingress', { host, listener: new Tenant(listenerOn(balancer(stack))) })).toThrow(
      /makes one of its own, in which load balancer Stack\/Alb is not/,
    );
  });

  test('with an idle timeout that cuts sockets', () => {
    const stack = new Stack(app(), 'Stack');
    const alb = balancer(stack, 'Alb', 120);
    new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, vpc: alb.vpc, listener: new Tenant(listenerOn(alb)) });
    expect(() => synthesizedStacks(stack)).toThrow('idleTimeout of load balancer Stack/Alb is 120 s, but route /ws-stomp');
  });
});
