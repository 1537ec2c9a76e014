import { Aspects, CfnParameter, Duration, NestedStack, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type ApplicationLoadBalancer, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { IngressListener, Route, ServiceDomain, SpringWebSocketService } from '../../lib';
import { balancer, importedBalancer, listenerOn, rule } from './balancers';
import { app, chat, routes, synthesized, synthesizedStacks, zone } from './synthesized';

describe('the idle timeout of a load balancer of the same app', () => {
  const service = (listener: (stack: Stack) => IngressListener) => () =>
    synthesized((stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener: listener(stack) }));
  const fault = (seconds: string, path = 'Chat/Alb') =>
    `[Chat/Chat/Ingress] idleTimeout of load balancer ${path} is ${seconds}, but route /ws-stomp lets sockets be silent for 3600 s: ` +
    'give the load balancer idleTimeout: Duration.seconds(3600), or the route a shorter one';
  const changed = (change: (alb: ApplicationLoadBalancer) => void) => (stack: Stack) => {
    const alb = balancer(stack, 'Alb', 3600);
    const listener = rule(listenerOn(alb));
    change(alb);
    return listener;
  };
  const l1 = (alb: ApplicationLoadBalancer) => alb.node.defaultChild as CfnLoadBalancer;

  test.each<[string, (stack: Stack) => IngressListener, string]>([
    ['that nobody set', (stack) => rule(listenerOn(balancer(stack))), "60 s (AWS's default)"],
    ['that is too short, on a listener of its own', (stack) => IngressListener.onLoadBalancer(balancer(stack, 'Alb', 300)), '300 s'],
    ['that is set again', changed((alb) => alb.setAttribute('idle_timeout.timeout_seconds', '90')), '90 s'],
    ['that is taken away', changed((alb) => alb.removeAttribute('idle_timeout.timeout_seconds')), "60 s (AWS's default)"],
    ['that is overridden', changed((alb) => l1(alb).addPropertyOverride('LoadBalancerAttributes.1.Value', '91')), '91 s'],
    [
      'whose attributes are deleted',
      changed((alb) => l1(alb).addPropertyDeletionOverride('LoadBalancerAttributes')),
      "60 s (AWS's default)",
    ],
  ])('fails with one %s', (_title, listener, seconds) => {
    expect(service(listener)).toThrow(fault(seconds));
  });

  test('fails with one that an Aspect sets, also on a load balancer of our own', () => {
    const visit = (node: IConstruct) => {
      if (node instanceof CfnLoadBalancer) node.loadBalancerAttributes = [{ key: 'idle_timeout.timeout_seconds', value: '92' }];
    };
    expect(
      service((stack) => {
        Aspects.of(stack).add({ visit });
        return IngressListener.newLoadBalancer();
      }),
    ).toThrow(fault('92 s', 'Chat/Chat/Ingress/LoadBalancer'));
  });

  test('fails across nested stacks', () => {
    const stack = new Stack(app(), 'Chat');
    const listener = listenerOn(balancer(new NestedStack(stack, 'Network'), 'Alb', 120));
    new SpringWebSocketService(new NestedStack(stack, 'Services'), 'Chat', { app: chat(), routes, listener: rule(listener) });
    expect(() => synthesizedStacks(stack)).toThrow('idleTimeout of load balancer Chat/Network/Alb is 120 s, but route /ws-stomp');
  });

  test('fails when the caller says another one', () => {
    expect(service((stack) => rule(listenerOn(balancer(stack)), { idleTimeout: Duration.hours(1) }))).toThrow(
      'idleTimeout is 3600 s, but load balancer Chat/Alb of this app has 60 s: leave it out, it is read',
    );
  });

  test.each<[string, (stack: Stack) => IngressListener]>([
    ['is long enough', (stack) => rule(listenerOn(balancer(stack, 'Alb', 3600)))],
    ['is what the caller says', (stack) => rule(listenerOn(balancer(stack, 'Alb', 3600)), { idleTimeout: Duration.hours(1) })],
    [
      'is set later',
      (stack) => {
        const alb = balancer(stack);
        const listener = rule(listenerOn(alb));
        alb.setAttribute('idle_timeout.timeout_seconds', '4000');
        return listener;
      },
    ],
  ])('%s', (_title, listener) => {
    expect(service(listener)().warnings).toEqual([]);
  });

  test.each([
    [undefined, [expect.stringContaining("the load balancer's idle timeout is unknown here")]],
    [Duration.hours(1), []],
  ])('that only AWS knows is as the caller says: %j', (idleTimeout, warnings) => {
    const made = service((stack) => {
      const alb = balancer(stack);
      alb.setAttribute('idle_timeout.timeout_seconds', new CfnParameter(stack, 'Idle').valueAsString);
      return rule(listenerOn(alb), { idleTimeout });
    })();
    expect(made.warnings).toEqual(warnings);
  });

  test('a second service on the listener of a first has its routes checked, too', () => {
    const both = (second: Route) => () =>
      synthesized((stack) => {
        const short = [Route.stomp('/ws', { idleTimeout: Duration.minutes(10) })];
        const first = new SpringWebSocketService(stack, 'First', {
          app: chat(),
          routes: short,
          domain: ServiceDomain.inZone(zone(stack), 'a'),
        });
        const listener = IngressListener.rule(first.ingress.listener, { priority: 2 });
        new SpringWebSocketService(stack, 'Second', {
          app: chat(),
          routes: [second],
          domain: ServiceDomain.existing('b.example.com'),
          listener,
        });
      });
    expect(both(Route.stomp('/ws'))).toThrow(
      'idleTimeout of load balancer Chat/First/Ingress/LoadBalancer is 600 s, but route /ws lets sockets be silent for 3600 s',
    );
    const { template } = both(Route.stomp('/ws', { idleTimeout: Duration.minutes(5) }))();
    template.resourceCountIs('AWS::EC2::VPC', 1);
    template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
  });
});

describe('an attribute that AWS does not document', () => {
  test('is worth a warning, on load balancer and target group', () => {
    const { warnings } = synthesized((stack) => {
      const alb = balancer(stack, 'Alb', 3600);
      const { ingress } = new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener: rule(listenerOn(alb)) });
      alb.setAttribute('idle_timeout.timeout_secs', '3600');
      alb.setAttribute('waf.fail_open.enabled', 'true');
      ingress.targetGroup.setAttribute('stickines.enabled', 'true');
    });
    expect(warnings.map((warning) => warning.split(',')[0])).toEqual([
      'the attribute idle_timeout.timeout_secs is not among those that AWS documents',
      'the attribute stickines.enabled is not among those that AWS documents',
    ]);
  });
});

describe.each(['remove', 'preserve', 'append'])('the mode %s of X-Forwarded-For', (mode) => {
  test('is worth a warning when it hides the address of a client', () => {
    const { warnings } = synthesized((stack) => {
      const alb = balancer(stack, 'Alb', 3600);
      alb.setAttribute('routing.http.xff_header_processing.mode', mode);
      new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener: rule(listenerOn(alb)) });
    });
    const warning = expect.stringMatching(new RegExp(`^routing.http.xff_header_processing.mode is ${mode}, so the application does not`));
    expect(warnings).toEqual(mode === 'append' ? [] : [warning]);
  });
});

test('an imported load balancer is worth a warning until the caller says its idle timeout', () => {
  const build = (idleTimeout?: Duration) =>
    synthesized((stack) => {
      const listener = IngressListener.onLoadBalancer(importedBalancer(stack, 'vpc-1'), { idleTimeout });
      const certificate = Certificate.fromCertificateArn(stack, 'Given', 'arn:aws:acm:eu-west-1:123456789012:certificate/c');
      const domain = ServiceDomain.external('chat.example.org', certificate);
      new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, domain, listener });
    }).warnings;
  expect(build()).toEqual([
    expect.stringContaining(
      "the load balancer's idle timeout is unknown here; AWS's default of 60 s would cut silent sockets that the routes allow 3600 s",
    ),
  ]);
  expect(build(Duration.hours(1))).toEqual([]);
});
