import { Duration, type Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener,
  ApplicationLoadBalancer,
  type BaseApplicationListenerProps,
  type IApplicationListener,
  type IApplicationLoadBalancer,
  ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IngressListener, type ListenerRuleOptions } from '../../lib';

/** A load balancer that another tool made. */
export const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shared/0123456789abcdef';
/** Its listener. */
export const LISTENER_ARN = `${ARN.replace('loadbalancer', 'listener')}/1`;

/** A load balancer of the same app, in a network of its own. */
export function balancer(stack: Stack, id = 'Alb', seconds?: number): ApplicationLoadBalancer {
  const vpc = new Vpc(stack, `${id}Vpc`, { natGateways: 1 });
  return new ApplicationLoadBalancer(stack, id, { vpc, idleTimeout: seconds === undefined ? undefined : Duration.seconds(seconds) });
}

/** A listener of it, HTTPS unless it is told otherwise. */
export function listenerOn(loadBalancer: ApplicationLoadBalancer, props: Partial<BaseApplicationListenerProps> = {}): ApplicationListener {
  const given = Certificate.fromCertificateArn(loadBalancer, 'Theirs', 'arn:aws:acm:eu-west-1:123456789012:certificate/theirs');
  return loadBalancer.addListener('Listener', {
    port: 443,
    certificates: [given],
    defaultAction: ListenerAction.fixedResponse(404),
    ...props,
  });
}

export function importedBalancer(stack: Stack, vpcId?: string): IApplicationLoadBalancer {
  return ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Alb', {
    loadBalancerArn: ARN,
    securityGroupId: 'sg-1',
    loadBalancerDnsName: 'shared.elb.amazonaws.com',
    loadBalancerCanonicalHostedZoneId: 'Z0',
    vpc: vpcId === undefined ? undefined : network(stack, vpcId),
  });
}

export function importedListener(stack: Stack, loadBalancer: IApplicationLoadBalancer, listenerArn = LISTENER_ARN): IApplicationListener {
  const securityGroup = loadBalancer.connections.securityGroups[0]!;
  return ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', { listenerArn, securityGroup });
}

export function network(stack: Stack, vpcId: string, id = vpcId): IVpc {
  return Vpc.fromVpcAttributes(stack, id, {
    vpcId,
    availabilityZones: ['a', 'b'],
    publicSubnetIds: ['p1', 'p2'],
    publicSubnetRouteTableIds: ['r1', 'r2'],
  });
}

/** A rule of paths. */
export const rule = (listener: IApplicationListener, options: Partial<ListenerRuleOptions> = {}): IngressListener =>
  IngressListener.rule(listener, { priority: 7, paths: ['/ws*'], ...options });
