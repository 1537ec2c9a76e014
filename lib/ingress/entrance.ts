import { Duration, Stack, Token } from 'aws-cdk-lib';
import {
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  CfnListener,
  type CfnListenerRule,
  type IApplicationListener,
  type IApplicationLoadBalancer,
  IpAddressType,
  ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { checkLoadBalancerIdle } from '../chain/timeouts';
import { exceptRules } from '../spring/rule-exception';
import { refusal } from '../spring/refusal';
import { resourceOf } from './in-app';
import type { IngressListenerBindOptions, IngressListenerConfig } from './ingress-listener-config';
import type { ExistingLoadBalancerOptions, ListenerRuleOptions, NewLoadBalancerOptions } from './ingress-listener-options';
import { addCertificate } from './listener-certificate';
import { idleSeconds, idleTimes, longestIdle } from './load-balancer-attributes';
import { checkZones } from './network';
import { ownListeners } from './own-listeners';
import { ruleConditions } from './rule-conditions';
import { checkPriority } from './taken';

/** What an ingress tells its listener, and itself. */
export interface EntranceParts extends IngressListenerBindOptions {
  readonly scope: Construct;
}

/** A load balancer of its own. */
export function newLoadBalancer(parts: EntranceParts, options: NewLoadBalancerOptions): IngressListenerConfig {
  const { scope, host } = parts;
  const idle = options.idleTimeout ? idleSeconds(scope, options.idleTimeout) : longestIdle(host);
  checkLoadBalancerIdle(idle, idleTimes(host), (message) => refusal(message, scope));
  if (options.dualStack && host.node.tryFindChild('Vpc')) {
    throw refusal(
      'dualStack is true, but the VPC that the host makes has no IPv6: give a vpc whose public subnets have IPv6 ranges',
      scope,
    );
  }
  const internetFacing = options.internetFacing ?? true;
  checkZones(host.vpc, options.vpcSubnets, internetFacing);
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc: host.vpc,
    vpcSubnets: options.vpcSubnets,
    internetFacing,
    ipAddressType: options.dualStack ? IpAddressType.DUAL_STACK : IpAddressType.IPV4,
    idleTimeout: Duration.seconds(idle),
    clientKeepAlive: options.clientKeepAlive,
    dropInvalidHeaderFields: true,
    deletionProtection: options.deletionProtection ?? false,
  });
  if (!options.allowedCidrs) {
    const redirected = parts.domain && (options.redirectHttp ?? true);
    exceptRules(
      loadBalancer.connections.securityGroups[0],
      ['AwsSolutions-EC23', ...(redirected ? ['CKV_AWS_260'] : [])],
      'Browsers come from everywhere, at first on port 80; allowedCidrs narrows it.',
    );
  }
  writeLogs(scope, loadBalancer, options);
  const webAcl = options.webAcl?._associate(scope, loadBalancer, host.routes);
  return { ...ownListeners(parts, loadBalancer, options), dualStack: options.dualStack, webAcl };
}

function writeLogs(scope: Construct, loadBalancer: ApplicationLoadBalancer, { accessLogs, connectionLogs }: NewLoadBalancerOptions): void {
  if (!accessLogs && !connectionLogs) return;
  const stack = Stack.of(scope);
  if (Token.isUnresolved(stack.region)) {
    throw refusal(
      `${accessLogs ? 'accessLogs' : 'connectionLogs'} is given, but stack ${stack.node.path} has no region, and who writes the logs ` +
        'depends on it: give the stack an env with a region',
      scope,
    );
  }
  if (accessLogs) loadBalancer.logAccessLogs(accessLogs);
  if (connectionLogs) loadBalancer.logConnectionLogs(connectionLogs);
}

/** A listener of its own on a load balancer that exists. */
export function onLoadBalancer(
  parts: EntranceParts,
  loadBalancer: IApplicationLoadBalancer,
  options: ExistingLoadBalancerOptions,
): IngressListenerConfig {
  const { idleTimeout, dualStack } = options;
  return { ...ownListeners(parts, loadBalancer, options), idleTimeout, dualStack };
}

/** A rule on a listener that exists. */
export function addRule(
  { scope, host, domain, certificate, targetGroup }: EntranceParts,
  listener: IApplicationListener,
  options: ListenerRuleOptions & { readonly loadBalancer: IApplicationLoadBalancer },
): IngressListenerConfig {
  const { loadBalancer, idleTimeout, dualStack } = options;
  const tls = speaksTls(listener);
  if (domain && !tls) {
    throw refusal(
      `domain is ${domain.names[0]}, but listener ${listener.node.path} speaks HTTP, where a name has no TLS: ` +
        "give the load balancer's HTTPS listener, or leave out domain and serve paths without TLS",
      scope,
    );
  }
  const rule = new ApplicationListenerRule(scope, 'Rule', {
    listener,
    priority: options.priority,
    conditions: ruleConditions(scope, host.routes, domain, options.paths),
    action: ListenerAction.forward([targetGroup]),
  });
  const resource = rule.node.defaultChild as CfnListenerRule;
  checkPriority(resource);
  const dependencies = [resource, ...(certificate ? [addCertificate(scope, listener, certificate)] : [])];
  return { loadBalancer, listener, rule, tls, idleTimeout, dualStack, dependencies };
}

/** Whether clients speak TLS to a listener; of an imported one it is taken that they do. */
function speaksTls({ listenerArn }: IApplicationListener): boolean {
  const resource = resourceOf(listenerArn, CfnListener.CFN_RESOURCE_TYPE_NAME) as CfnListener | undefined;
  return resource?.protocol !== 'HTTP';
}
