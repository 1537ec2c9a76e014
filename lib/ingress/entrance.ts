import { Annotations, type CfnResource, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Peer, Port } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener,
  ApplicationListenerCertificate,
  ApplicationListenerRule,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  type ApplicationTargetGroup,
  type IApplicationListener,
  type IApplicationLoadBalancer,
  IpAddressType,
  ListenerAction,
  ListenerCondition,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { checkLoadBalancerIdle } from '../chain/timeouts';
import { exceptRules } from '../host/rule-exception';
import type { WebSocketHost } from '../host/web-socket-host';
import type { Route } from '../spring/route';
import type { ExistingLoadBalancerOptions, ListenerOptions, ListenerRuleOptions, NewLoadBalancerOptions } from './ingress-listener';
import type { ServiceDomain } from './service-domain';

/** What the ways in have in common. */
export interface EntranceParts {
  readonly scope: Construct;
  readonly host: WebSocketHost;
  readonly targetGroup: ApplicationTargetGroup;
  readonly domain?: ServiceDomain;
  readonly certificate?: ICertificate;
}

/** A way in, made. */
export interface Entrance {
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly listener: IApplicationListener;
  readonly scheme: 'http' | 'https';
  readonly dualStack: boolean;
  /** What must exist before a host can be healthy. */
  readonly ready: CfnResource[];
}

/** A load balancer of its own. */
export function newLoadBalancer(parts: EntranceParts, options: NewLoadBalancerOptions): Entrance {
  const { scope, host } = parts;
  const idle = options.idleTimeout?.toSeconds() ?? longestIdle(host);
  checkLoadBalancerIdle(idle, idleTimes(host));
  if (options.dualStack && host.node.tryFindChild('Vpc')) {
    throw new Error('dualStack is true, but the VPC that the host makes has no IPv6: give a vpc whose public subnets have IPv6 ranges');
  }
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc: host.vpc,
    vpcSubnets: options.vpcSubnets,
    internetFacing: options.internetFacing ?? true,
    ipAddressType: options.dualStack ? IpAddressType.DUAL_STACK : IpAddressType.IPV4,
    idleTimeout: Duration.seconds(idle),
    clientKeepAlive: options.clientKeepAlive,
    dropInvalidHeaderFields: true,
    deletionProtection: options.deletionProtection ?? false,
  });
  if (!options.allowedCidrs) {
    const redirected = parts.domain && (options.redirectHttp ?? true);
    exceptRules(loadBalancer.connections.securityGroups[0], ['AwsSolutions-EC23', ...(redirected ? ['CKV_AWS_260'] : [])], 'Browsers come from everywhere, at first on port 80; allowedCidrs narrows it.');
  }
  if (options.accessLogs) {
    loadBalancer.logAccessLogs(options.accessLogs);
  }
  if (options.connectionLogs) {
    loadBalancer.logConnectionLogs(options.connectionLogs);
  }
  return { ...ownListener(parts, loadBalancer, options), dualStack: options.dualStack ?? false };
}

/** A listener of its own on a load balancer that exists. */
export function existingLoadBalancer(parts: EntranceParts, loadBalancer: IApplicationLoadBalancer, options: ExistingLoadBalancerOptions): Entrance {
  checkForeignIdle(parts, options.idleTimeout);
  return { ...ownListener(parts, loadBalancer, options), dualStack: isDualStack(loadBalancer) };
}

/** A rule on a listener that exists. */
export function addRule(parts: EntranceParts, listener: IApplicationListener, options: ListenerRuleOptions): Entrance {
  const { scope, domain, certificate, targetGroup } = parts;
  const paths = options.paths ?? [];
  checkForeignIdle(parts, options.idleTimeout);
  const conditions = [
    ...(domain ? [ListenerCondition.hostHeaders(domain.names)] : []),
    ...(paths.length > 0 ? [ListenerCondition.pathPatterns(paths)] : []),
  ];
  if (conditions.length === 0) {
    throw new Error('the rule has neither a domain nor paths, so it would take every request of the listener: give one of them');
  }
  const values = (domain?.names.length ?? 0) + paths.length;
  if (values > 5) {
    throw new Error(`the rule has ${values} names and paths, but AWS takes five values in a rule: use wildcards such as /api/*`);
  }
  const missed = paths.length > 0 && parts.host.routes.find((route) => !needed(route).every((path) => paths.some((pattern) => covers(pattern, path))));
  if (missed) {
    throw new Error(`paths is ${paths.join(', ')}, which leaves out the route ${missed.path}: add a pattern such as ${missed.path.split('{')[0]}*`);
  }
  const rule = new ApplicationListenerRule(scope, 'Rule', { listener, priority: options.priority, conditions, action: ListenerAction.forward([targetGroup]) });
  const ready = [rule.node.defaultChild as CfnResource];
  if (certificate) {
    const added = new ApplicationListenerCertificate(scope, 'ListenerCertificate', { listener, certificates: [certificate] });
    ready.push(added.node.defaultChild as CfnResource);
  }
  return { loadBalancer: options.loadBalancer, listener, scheme: 'https', dualStack: isDualStack(options.loadBalancer), ready };
}

/**
 * Listeners of our own. Each port keeps its id whatever it does, so that a stack without TLS can be given a domain later:
 * another listener on the same port would be refused while the old one is there.
 */
function ownListener(parts: EntranceParts, loadBalancer: IApplicationLoadBalancer, options: ListenerOptions): Omit<Entrance, 'dualStack'> {
  const { scope, certificate, domain, targetGroup } = parts;
  const open = options.allowedCidrs === undefined;
  const forward = ListenerAction.forward([targetGroup]);
  const http = (defaultAction: ListenerAction) =>
    new ApplicationListener(scope, 'HttpListener', { loadBalancer, open, port: 80, protocol: ApplicationProtocol.HTTP, defaultAction });
  if (!domain) {
    const listener = http(forward);
    allow(options, loadBalancer, [80]);
    return { loadBalancer, listener, scheme: 'http', ready: [listener.node.defaultChild as CfnResource] };
  }
  if (!certificate) {
    throw new Error(`domain is ${domain.names[0]} without a certificate, which only a listener that exists can have: use ServiceDomain.inZone or ServiceDomain.external`);
  }
  if (domain.names.length > 5) {
    throw new Error(`the domain has ${domain.names.length} names, but AWS takes five in a rule: leave some out of alsoNames`);
  }
  const listener = new ApplicationListener(scope, 'HttpsListener', {
    loadBalancer,
    open,
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    certificates: [certificate],
    sslPolicy: options.sslPolicy ?? SslPolicy.RECOMMENDED_TLS,
    // Under any other name the application would build links from what a stranger wrote.
    defaultAction: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'no application has this name' }),
  });
  const rule = new ApplicationListenerRule(scope, 'Rule', { listener, priority: 1, conditions: [ListenerCondition.hostHeaders(domain.names)], action: forward });
  const redirect = options.redirectHttp ?? true;
  if (redirect) {
    const listener80 = http(ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }));
    exceptRules(listener80, ['NIST.800.53.R5-ELBv2ACMCertificateRequired'], 'Port 80 does nothing but redirect to HTTPS.');
  }
  allow(options, loadBalancer, redirect ? [443, 80] : [443]);
  return { loadBalancer, listener, scheme: 'https', ready: [rule.node.defaultChild as CfnResource] };
}

/** Opens the listeners to the allow-list; without one they are open already. */
function allow({ allowedCidrs = [] }: ListenerOptions, loadBalancer: IApplicationLoadBalancer, ports: number[]): void {
  for (const cidr of allowedCidrs) {
    const peer = cidr.includes(':') ? Peer.ipv6(cidr) : Peer.ipv4(cidr);
    ports.forEach((port) => loadBalancer.connections.allowFrom(peer, Port.tcp(port)));
  }
}

/** Paths that must lead here for a route to work. */
function needed(route: Route): string[] {
  const { kind, handshakePath } = route._render();
  return kind === 'sockjs' ? ['/info', '/000/session/websocket'].map((below) => `${handshakePath.replace(/\/$/, '')}${below}`) : [handshakePath];
}

/** Whether a path pattern of a rule (`*` any characters, `?` one) leads a path here. */
function covers(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`).test(path);
}

function idleTimes(host: WebSocketHost): { path: string; idleSeconds: number }[] {
  return host.routes.map((route) => route._render());
}

function longestIdle(host: WebSocketHost): number {
  return Math.max(...idleTimes(host).map(({ idleSeconds }) => idleSeconds));
}

/** A load balancer that is not ours: its idle timeout is known only if the caller says it. */
function checkForeignIdle({ scope, host }: EntranceParts, idle: Duration | undefined): void {
  if (idle) {
    checkLoadBalancerIdle(idle.toSeconds(), idleTimes(host));
    return;
  }
  Annotations.of(scope).addWarningV2(
    'cdk-spring-websocket:unknownIdleTimeout',
    `the load balancer's idle timeout is unknown here; AWS's default of 60 s would cut silent sockets that the routes allow ${longestIdle(host)} s: ` +
      'set it on the load balancer and pass the same idleTimeout here',
  );
}

function isDualStack(loadBalancer: IApplicationLoadBalancer): boolean {
  const type = loadBalancer instanceof ApplicationLoadBalancer ? loadBalancer.ipAddressType : undefined;
  return type === IpAddressType.DUAL_STACK || type === IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4;
}
