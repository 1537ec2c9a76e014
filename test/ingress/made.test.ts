import { Duration, Stack } from 'aws-cdk-lib';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IngressListener, ServiceDomain, SpringWebSocketService, type WebSocketIngress } from '../../lib';
import { ARN, balancer, importedBalancer, listenerOn, rule } from './balancers';
import { app, chat, ids, routes, synthesized, zone } from './synthesized';

/** The ingress of a service, and its template. */
function ingress(options: (stack: Stack) => { readonly domain?: ServiceDomain; readonly listener?: IngressListener }) {
  let made!: WebSocketIngress;
  const { template } = synthesized((stack) => {
    made = new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, ...options(stack) }).ingress;
  });
  return { made, template };
}
const logicalId = ({ node }: { readonly node: { readonly defaultChild?: unknown } }) =>
  Stack.of(node.defaultChild as never).resolve((node.defaultChild as { readonly logicalId: string }).logicalId) as string;

describe('what is made stays reachable', () => {
  test('with a domain: both listeners, the rule and every record', () => {
    const { made, template } = ingress((stack) => ({ domain: ServiceDomain.inZone(zone(stack), 'api', { alsoNames: ['chat'] }) }));
    expect([logicalId(made.listener), logicalId(made.httpListener!)].sort()).toEqual(
      ids(template, 'AWS::ElasticLoadBalancingV2::Listener'),
    );
    expect([logicalId(made.rule!)]).toEqual(ids(template, 'AWS::ElasticLoadBalancingV2::ListenerRule'));
    expect(made.records.map(logicalId).sort()).toEqual(ids(template, 'AWS::Route53::RecordSet'));
    expect(made.records).toHaveLength(2);
  });

  test('without one: one listener, whose default leads to the host', () => {
    const { made } = ingress(() => ({}));
    expect([made.rule, made.httpListener, made.records, made.certificate]).toEqual([undefined, undefined, [], undefined]);
  });

  test('on a given listener: the rule, and no listener besides', () => {
    const { made, template } = ingress((stack) => ({ listener: rule(listenerOn(balancer(stack, 'Alb', 3600))) }));
    expect([logicalId(made.rule!), made.httpListener]).toEqual([ids(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')[0], undefined]);
  });
});

describe('AAAA records', () => {
  const types = (listener: (stack: Stack) => IngressListener) =>
    ingress((stack) => ({ domain: ServiceDomain.inZone(zone(stack), 'api'), listener: listener(stack) })).made.records.map(
      ({ node }) => node.id,
    );

  test.each([
    [undefined, ['Record']],
    [false, ['Record']],
    [true, ['Record', 'RecordIpv6']],
  ])('on a load balancer whose import does not say whether it has IPv6: dualStack %s', (dualStack, records) => {
    expect(types((stack) => IngressListener.onLoadBalancer(importedBalancer(stack, 'vpc-1'), { dualStack }))).toEqual(records);
  });

  test.each([
    ['ipv4', ['Record']],
    ['dualstack', ['Record', 'RecordIpv6']],
    ['dualstack-without-public-ipv4', ['Record', 'RecordIpv6']],
  ])('on one that was looked up and is %s', (ipAddressType, records) => {
    const env = { account: '123456789012', region: 'eu-west-1' };
    const arn = ARN.replaceAll(':', '$:');
    const key = `load-balancer:account=${env.account}:loadBalancerArn=${arn}:loadBalancerType=application:region=${env.region}`;
    const found = {
      loadBalancerArn: ARN,
      loadBalancerDnsName: 'x',
      loadBalancerCanonicalHostedZoneId: 'Z0',
      vpcId: 'vpc-1',
      securityGroupIds: [],
    };
    const stack = new Stack(app({ [key]: { ...found, ipAddressType } }), 'Chat', { env });
    const loadBalancer = ApplicationLoadBalancer.fromLookup(stack, 'Alb', { loadBalancerArn: ARN });
    expect(loadBalancer.loadBalancerDnsName).toBe('x');
    const { ingress: made } = new SpringWebSocketService(stack, 'Chat', {
      app: chat(),
      routes,
      domain: ServiceDomain.inZone(zone(stack), 'api'),
      listener: IngressListener.onLoadBalancer(loadBalancer),
    });
    expect(made.records.map(({ node }) => node.id)).toEqual(records);
  });
});

test('metrics are those of the load balancer and of the target group', () => {
  const { made } = ingress((stack) => ({ domain: ServiceDomain.inZone(zone(stack), 'api') }));
  const period = Duration.minutes(1);
  const metrics = [
    made.metricActiveConnections({ period }),
    made.metricServerErrors({ period }),
    made.metricHealthyHosts({ period }),
    made.metricUnhealthyHosts({ period }),
  ];
  expect(
    metrics.map(({ namespace, metricName, statistic, period: each, dimensions = {} }) => [
      namespace,
      metricName,
      statistic,
      each.toSeconds(),
      Object.keys(dimensions).sort(),
    ]),
  ).toEqual([
    ['AWS/ApplicationELB', 'ActiveConnectionCount', 'Sum', 60, ['LoadBalancer']],
    ['AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', 'Sum', 60, ['LoadBalancer', 'TargetGroup']],
    ['AWS/ApplicationELB', 'HealthyHostCount', 'Average', 60, ['LoadBalancer', 'TargetGroup']],
    ['AWS/ApplicationELB', 'UnHealthyHostCount', 'Average', 60, ['LoadBalancer', 'TargetGroup']],
  ]);
});

test('metrics of an imported load balancer are named by its ARN', () => {
  const { made } = ingress((stack) => ({ listener: IngressListener.onLoadBalancer(importedBalancer(stack, 'vpc-1')) }));
  expect(made.metricActiveConnections().dimensions).toEqual({ LoadBalancer: 'app/shared/0123456789abcdef' });
});
