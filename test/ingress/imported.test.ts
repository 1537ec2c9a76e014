import { Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { IpAddresses, IpProtocol, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener, ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { IngressListener, ServiceDomain, SpringWebSocketService } from '../../lib';
import { app, chat, routes, only, synthesized, zone } from './synthesized';

const LOAD_BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shared/0123456789abcdef';
const env = { account: '123456789012', region: 'eu-west-1' };
const certificate = (stack: Stack) => Certificate.fromCertificateArn(stack, 'Given', 'arn:aws:acm:eu-west-1:123456789012:certificate/c');

function network(stack: Stack) {
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['a'],
    publicSubnetIds: ['p1'],
    publicSubnetRouteTableIds: ['r1'],
    privateSubnetIds: ['s1'],
    privateSubnetRouteTableIds: ['t1'],
  });
}

function loadBalancer(stack: Stack) {
  return ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Alb', {
    loadBalancerArn: LOAD_BALANCER,
    securityGroupId: 'sg-alb',
    loadBalancerDnsName: 'shared.elb.amazonaws.com',
    loadBalancerCanonicalHostedZoneId: 'Z0',
    vpc: network(stack),
  });
}

describe('a load balancer that another tool made', () => {
  const idleTimeout = Duration.hours(1);

  test('takes a rule on its listener', () => {
    const { template, warnings } = synthesized((stack) => {
      const alb = loadBalancer(stack);
      const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
        listenerArn: LOAD_BALANCER.replace('loadbalancer', 'listener') + '/1',
        securityGroup: alb.connections.securityGroups[0]!,
      });
      const domain = ServiceDomain.inZone(zone(stack), 'api', { certificate: certificate(stack) });
      new SpringWebSocketService(stack, 'Chat', {
        app: chat(),
        routes,
        vpc: alb.vpc,
        domain,
        listener: IngressListener.rule(listener, { loadBalancer: alb, priority: 7, idleTimeout }),
      });
    }, env);
    expect(only(template, 'AWS::ElasticLoadBalancingV2::ListenerRule').Properties).toMatchObject({
      Priority: 7,
      ListenerArn: expect.stringContaining(':listener/app/shared/'),
    });
    expect(only(template, 'AWS::Route53::RecordSet').Properties.AliasTarget).toEqual({
      DNSName: 'dualstack.shared.elb.amazonaws.com',
      HostedZoneId: 'Z0',
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: 'sg-alb', FromPort: 8000, ToPort: 8000 });
    expect(warnings).toEqual([]);
  });

  test('takes a listener of its own', () => {
    const { template } = synthesized((stack) => {
      const alb = loadBalancer(stack);
      const domain = ServiceDomain.inZone(zone(stack), 'api', { certificate: certificate(stack) });
      new SpringWebSocketService(stack, 'Chat', {
        app: chat(),
        routes,
        vpc: alb.vpc,
        domain,
        listener: IngressListener.onLoadBalancer(alb, { idleTimeout, redirectHttp: false }),
      });
    }, env);
    expect(only(template, 'AWS::ElasticLoadBalancingV2::Listener').Properties).toMatchObject({ LoadBalancerArn: LOAD_BALANCER, Port: 443 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-alb', FromPort: 443, CidrIp: '0.0.0.0/0' });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: 'sg-alb', FromPort: 8000 });
  });
});

test('fails with a private zone and no certificate, which could never be validated', () => {
  const stack = new Stack(app(), 'Chat');
  const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });
  const hidden = new PrivateHostedZone(stack, 'Zone', { vpc, zoneName: 'example.internal' });
  const listener = IngressListener.newLoadBalancer({ internetFacing: false });
  const domain = () => ServiceDomain.inZone(hidden, 'chat');
  expect(() => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, vpc, domain: domain(), listener })).toThrow(
    /private zone.*certificate/,
  );
  const given = ServiceDomain.inZone(hidden, 'chat', { certificate: certificate(stack) });
  expect(() => new SpringWebSocketService(stack, 'Chat2', { app: chat(), routes, vpc, domain: given, listener })).not.toThrow();
});

describe('dual stack', () => {
  const listener = IngressListener.newLoadBalancer({ dualStack: true });

  test('fails in a network without IPv6, such as the one that is made when none is given', () => {
    expect(() => synthesized((stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, listener }))).toThrow(
      /^dualStack is true, but /,
    );
  });

  test('admits everybody over both', () => {
    const { template } = synthesized((stack) => {
      const vpc = new Vpc(stack, 'Vpc', {
        natGateways: 1,
        ipProtocol: IpProtocol.DUAL_STACK,
        ipAddresses: IpAddresses.cidr('10.1.0.0/16'),
      });
      new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, vpc, listener });
    });
    const open = Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(
      ({ Properties }) => (Properties.SecurityGroupIngress ?? []) as any[],
    );
    expect(open.map(({ CidrIp, CidrIpv6, FromPort }) => `${CidrIp ?? CidrIpv6} ${FromPort}`).sort()).toEqual(['0.0.0.0/0 80', '::/0 80']);
  });
});
