import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IngressListener, ServiceDomain, SpringWebSocketService, WebSocketHost, WebSocketIngress } from '../../lib';
import { balancer, importedBalancer, importedListener, LISTENER_ARN, listenerOn, network, rule } from './balancers';
import { app, chat, ids, only, routes, synthesized, zone } from './synthesized';

const newStack = () => new Stack(app(), 'Stack');

describe('the network of a service is that of the load balancer', () => {
  test.each([
    ['a rule on its listener', (alb: ApplicationLoadBalancer) => rule(listenerOn(alb))],
    ['a listener of its own', (alb: ApplicationLoadBalancer) => IngressListener.onLoadBalancer(alb)],
  ])('with %s', (_title, listener) => {
    const { template } = synthesized((stack) => {
      new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener: listener(balancer(stack, 'Alb', 3600)) });
    });
    const [vpc] = ids(template, 'AWS::EC2::VPC');
    expect(ids(template, 'AWS::EC2::VPC')).toHaveLength(1);
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.VpcId).toEqual({ Ref: vpc });
  });

  test('that was imported with its network', () => {
    const { template } = synthesized((stack) => {
      const listener = IngressListener.onLoadBalancer(importedBalancer(stack, 'vpc-1'), { idleTimeout: Duration.hours(1) });
      new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener });
    });
    expect(only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.VpcId).toBe('vpc-1');
  });

  test('fails when it was imported without its network and none is given', () => {
    const stack = newStack();
    const listener = IngressListener.onLoadBalancer(importedBalancer(stack));
    expect(() => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener })).toThrow(
      `vpc is left out, and load balancer ${stack.node.path}/Alb was imported without its own: give vpc to one of them`,
    );
  });

  test('fails beside a network that the host makes', () => {
    const stack = newStack();
    const host = new WebSocketHost(stack, 'Host', { app: chat(), routes });
    const path = stack.node.path;
    expect(() => new WebSocketIngress(stack, 'Ingress', { host, listener: rule(listenerOn(balancer(stack))) })).toThrow(
      `host ${path}/Host is given no vpc and makes one of its own, in which load balancer ${path}/Alb is not: ` +
        "give the host the load balancer's vpc",
    );
  });

  test.each<[string, (stack: Stack) => IVpc, (stack: Stack) => IngressListener]>([
    ['of this app', (stack) => new Vpc(stack, 'Other'), (stack) => rule(listenerOn(balancer(stack)))],
    ['by their ids', (stack) => network(stack, 'vpc-2'), (stack) => IngressListener.onLoadBalancer(importedBalancer(stack, 'vpc-1'))],
  ])('fails in another network, both %s', (_title, vpc, listener) => {
    const stack = newStack();
    expect(() => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, vpc: vpc(stack), listener: listener(stack) })).toThrow(
      /^host Stack\/Chat\/Host is in VPC .*(Other|vpc-2), but load balancer Stack\/Alb in .*(AlbVpc|vpc-1): give the host the load/,
    );
  });

  test.each([
    ['an import of the same network', 'vpc-1'],
    ['a network that only AWS knows', undefined],
    ["CDK's placeholder before a look-up", 'vpc-12345'],
  ])('does not fail with %s', (_title, vpcId) => {
    const stack = newStack();
    const id = vpcId ?? new CfnParameter(stack, 'VpcId').valueAsString;
    const vpc = network(stack, id, 'Own');
    const listener = IngressListener.onLoadBalancer(importedBalancer(stack, 'vpc-1'));
    expect(() => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, vpc, listener })).not.toThrow();
  });
});

describe("the listener's load balancer", () => {
  test('is its own when it is left out', () => {
    const alb = balancer(newStack());
    expect(rule(listenerOn(alb))._vpc()).toBe(alb.vpc);
  });

  test('fails when it is left out for an imported listener', () => {
    const stack = newStack();
    expect(() => IngressListener.rule(importedListener(stack, importedBalancer(stack)), { priority: 1 })).toThrow(
      `loadBalancer is left out, but listener ${stack.node.path}/Listener was imported and does not know its own: give it`,
    );
  });

  test('fails when another one is given', () => {
    const stack = newStack();
    const listener = listenerOn(balancer(stack));
    const other = balancer(stack, 'Other');
    expect(() => rule(listener, { loadBalancer: other })).toThrow(
      `loadBalancer is ${stack.node.path}/Other, but listener ${stack.node.path}/Alb/Listener is on ${stack.node.path}/Alb: give that one`,
    );
  });

  test("fails when an imported listener's ARN is of another one", () => {
    const stack = newStack();
    const loadBalancer = importedBalancer(stack);
    const listener = importedListener(stack, loadBalancer, LISTENER_ARN.replace('shared', 'other'));
    expect(() => IngressListener.rule(listener, { priority: 1, loadBalancer })).toThrow(
      /is on arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer\/app\/other\/0123456789abcdef: give that one/,
    );
  });

  test.each([
    ['of the same ARN', LISTENER_ARN],
    ['whose ARN only AWS knows', undefined],
    [
      "before CDK's look-up",
      'arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/application/my-load-balancer/50dc6c495c0c9188/f2',
    ],
  ])('may be given for an imported listener %s', (_title, arn) => {
    const stack = newStack();
    const loadBalancer = importedBalancer(stack);
    const listener = importedListener(stack, loadBalancer, arn ?? new CfnParameter(stack, 'Arn').valueAsString);
    expect(() => IngressListener.rule(listener, { priority: 1, loadBalancer })).not.toThrow();
  });
});

describe('an HTTP listener', () => {
  test('fails with a domain, whose name would have no TLS', () => {
    const stack = newStack();
    const alb = balancer(stack);
    const listener = rule(listenerOn(alb, { port: 80, certificates: [] }));
    const service = (id: string, domain: ServiceDomain) => () =>
      new SpringWebSocketService(stack, id, { app: chat(), routes, listener, domain });
    const message = `domain is api.example.com, but listener ${stack.node.path}/Alb/Listener speaks HTTP, where a name has no TLS`;
    expect(service('One', ServiceDomain.inZone(zone(stack), 'api'))).toThrow(message);
    expect(service('Other', ServiceDomain.existing('api.example.com'))).toThrow(message);
  });

  test('takes paths, with a warning that clients connect without TLS', () => {
    let url = '';
    const { warnings } = synthesized((stack) => {
      const listener = rule(listenerOn(balancer(stack, 'Alb', 3600), { port: 80, certificates: [] }));
      ({ url } = new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener }).ingress);
    });
    expect(url).toMatch(/^http:/);
    expect(warnings).toEqual([expect.stringContaining('clients connect without TLS')]);
  });
});
