import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { ApplicationListener, ApplicationLoadBalancer, ListenerAction, ListenerCondition } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IngressListener, ServiceDomain, SpringWebSocketService } from '../../lib';
import { balancer, importedBalancer, importedListener, LISTENER_ARN, listenerOn, rule } from './balancers';
import { app, chat, only, routes, synthesized, synthesizedStacks, zone } from './synthesized';

const newStack = (id = 'Stack', root = app()) => new Stack(root, id);
const service = (stack: Stack, id: string, listener?: IngressListener) =>
  new SpringWebSocketService(stack, id, { app: chat(), routes, listener });
const theirs = (priority: number) => ({
  priority,
  conditions: [ListenerCondition.pathPatterns(['/theirs'])],
  action: ListenerAction.fixedResponse(200),
});

describe('a priority of a listener fails', () => {
  const taken = (one: string, other: string, free: number) =>
    `priority is 7 for the rules Stack/${one} and Stack/${other} of one listener, but each rule needs its own: ` +
    `give one of them another, such as ${free}`;

  test("when another team's rule has it already", () => {
    const stack = newStack();
    const listener = listenerOn(balancer(stack));
    [1, 2, 7].forEach((priority) => listener.addAction(`Theirs${priority}`, theirs(priority)));
    expect(() => service(stack, 'Chat', rule(listener))).toThrow(taken('Alb/Listener/Theirs7Rule', 'Chat/Ingress/Rule', 3));
  });

  test('when another rule comes later and takes it', () => {
    const stack = newStack();
    const listener = listenerOn(balancer(stack, 'Alb', 3600));
    service(stack, 'Chat', rule(listener));
    listener.addAction('Theirs', theirs(7));
    expect(() => synthesizedStacks(stack)).toThrow(taken('Alb/Listener/TheirsRule', 'Chat/Ingress/Rule', 1));
  });

  test('when a second service has it, also on an imported listener and in another stack', () => {
    const one = newStack('One');
    const other = newStack('Other', one.node.root as never);
    const at = (stack: Stack) => {
      const loadBalancer = importedBalancer(stack, 'vpc-1');
      return IngressListener.rule(importedListener(stack, loadBalancer), {
        loadBalancer,
        priority: 7,
        paths: ['/ws*'],
        idleTimeout: Duration.hours(1),
      });
    };
    service(one, 'Chat', at(one));
    expect(() => service(other, 'Chat', at(other))).toThrow(/^priority is 7 for the rules One\/Chat\/Ingress\/Rule and Other\/Chat\/Ing/);
  });

  test('when it is 1, which the listener of another service has for its own rule', () => {
    const stack = newStack();
    const domain = ServiceDomain.inZone(zone(stack), 'a');
    const { listener } = new SpringWebSocketService(stack, 'First', { app: chat(), routes, domain }).ingress;
    expect(() => service(stack, 'Second', rule(listener, { priority: 1 }))).toThrow(
      'priority is 1 for the rules Stack/First/Ingress/Rule and Stack/Second/Ingress/Rule of one listener, ' +
        'but each rule needs its own: give one of them another, such as 2',
    );
  });
});

test('a priority that other listeners have is free', () => {
  const stack = newStack();
  const [one, other] = ['A', 'B'].map((id) => listenerOn(balancer(stack, id, 3600)));
  service(stack, 'One', rule(one!));
  service(stack, 'Other', rule(other!));
  expect(() => synthesizedStacks(stack)).not.toThrow();
});

test('a priority that only AWS knows is left to it', () => {
  const { template } = synthesized((stack) => {
    const priority = new CfnParameter(stack, 'Priority', { type: 'Number' }).valueAsNumber;
    service(stack, 'Chat', rule(listenerOn(balancer(stack, 'Alb', 3600)), { priority }));
  });
  expect(only(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties.Priority).toEqual({ Ref: 'Priority' });
});

describe('a port of a load balancer fails', () => {
  const message = (path: string) =>
    `port 80 of the load balancer is listener Stack/${path}'s, so it cannot be Stack/Chat/Ingress/HttpListener's: ` +
    'add a rule to that one with IngressListener.rule';
  const http = { port: 80, defaultAction: ListenerAction.fixedResponse(404) };

  test('when a listener has it already', () => {
    const stack = newStack();
    const alb = balancer(stack);
    alb.addListener('Theirs', http);
    expect(() => service(stack, 'Chat', IngressListener.onLoadBalancer(alb))).toThrow(message('Alb/Theirs'));
  });

  test('when another listener comes later and takes it', () => {
    const stack = newStack();
    const alb = balancer(stack, 'Alb', 3600);
    service(stack, 'Chat', IngressListener.onLoadBalancer(alb));
    new ApplicationListener(stack, 'Theirs', { loadBalancer: alb, ...http });
    expect(() => synthesizedStacks(stack)).toThrow(message('Theirs'));
  });

  test('when a second service has it', () => {
    const stack = newStack();
    const alb = balancer(stack);
    service(stack, 'First', IngressListener.onLoadBalancer(alb));
    expect(() => service(stack, 'Chat', IngressListener.onLoadBalancer(alb))).toThrow(message('First/Ingress/HttpListener'));
  });
});

test('what CDK gives before a look-up is the same for every load balancer, and no reason to fail', () => {
  const stack = new Stack(app(), 'Stack', { env: { account: '123456789012', region: 'eu-west-1' } });
  const listener = (id: string) => {
    const loadBalancer = ApplicationLoadBalancer.fromLookup(stack, `Alb${id}`, { loadBalancerTags: { id } });
    return rule(ApplicationListener.fromLookup(stack, `Listener${id}`, { listenerArn: `${LISTENER_ARN}${id}` }), { loadBalancer });
  };
  service(stack, 'One', listener('1'));
  expect(() => service(stack, 'Other', listener('2'))).not.toThrow();
});
