import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Peer, Port } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationProtocol,
  type CfnListener,
  type CfnListenerRule,
  type IApplicationLoadBalancer,
  ListenerAction,
  ListenerCondition,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { exceptRules, inBothPacks } from '../spring/rule-exception';
import { refusal } from '../spring/refusal';
import type { EntranceParts } from './entrance';
import type { IngressListenerConfig } from './ingress-listener-config';
import type { ListenerOptions } from './ingress-listener-options';
import type { ServiceDomain } from './service-domain';
import { checkPort, checkPriority } from './taken';

/**
 * Listeners of our own. Each port keeps its id whatever it does, so that a stack without TLS can be given a domain later:
 * another listener on the same port would be refused while the old one is there.
 */
export function ownListeners(
  parts: EntranceParts,
  loadBalancer: IApplicationLoadBalancer,
  options: ListenerOptions,
): IngressListenerConfig {
  const { domain } = parts;
  if (!domain) {
    const listener = httpListener(parts, loadBalancer, options, ListenerAction.forward([parts.targetGroup]));
    allow(options, loadBalancer, [80]);
    return { loadBalancer, listener, tls: false, dependencies: [listener.node.defaultChild as CfnListener] };
  }
  const { listener, rule } = httpsListener(parts, loadBalancer, options, domain, certificateOf(parts, domain));
  const redirecting =
    (options.redirectHttp ?? true)
      ? httpListener(parts, loadBalancer, options, ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }))
      : undefined;
  if (redirecting) {
    exceptRules(redirecting, inBothPacks('ELBv2ACMCertificateRequired'), 'Port 80 does nothing but redirect to HTTPS.');
  }
  allow(options, loadBalancer, redirecting ? [443, 80] : [443]);
  return { loadBalancer, listener, rule, httpListener: redirecting, tls: true, dependencies: [rule.node.defaultChild as CfnListenerRule] };
}

function certificateOf({ scope, certificate }: EntranceParts, { names }: ServiceDomain): ICertificate {
  if (!certificate) {
    throw refusal(
      `domain is ${names[0]} without a certificate, which only a listener that exists can have: ` +
        'use ServiceDomain.inZone or ServiceDomain.external',
      scope,
    );
  }
  if (names.length > 5) {
    throw refusal(`the domain has ${names.length} names, but AWS takes five in a rule: leave some out of alsoNames`, scope);
  }
  return certificate;
}

function httpListener(
  { scope }: EntranceParts,
  loadBalancer: IApplicationLoadBalancer,
  options: ListenerOptions,
  defaultAction: ListenerAction,
): ApplicationListener {
  const open = options.allowedCidrs === undefined;
  const props = { loadBalancer, open, port: 80, protocol: ApplicationProtocol.HTTP, defaultAction };
  const listener = new ApplicationListener(scope, 'HttpListener', props);
  checkPort(listener.node.defaultChild as CfnListener);
  return listener;
}

function httpsListener(
  { scope, targetGroup }: EntranceParts,
  loadBalancer: IApplicationLoadBalancer,
  options: ListenerOptions,
  domain: ServiceDomain,
  certificate: ICertificate,
): { readonly listener: ApplicationListener; readonly rule: ApplicationListenerRule } {
  const listener = new ApplicationListener(scope, 'HttpsListener', {
    loadBalancer,
    open: options.allowedCidrs === undefined,
    port: 443,
    protocol: ApplicationProtocol.HTTPS,
    certificates: [certificate],
    sslPolicy: options.sslPolicy ?? SslPolicy.RECOMMENDED_TLS,
    // Under any other name the application would build links from what a stranger wrote.
    defaultAction: ListenerAction.fixedResponse(404, { contentType: 'text/plain', messageBody: 'no application has this name' }),
  });
  checkPort(listener.node.defaultChild as CfnListener);
  const rule = new ApplicationListenerRule(scope, 'Rule', {
    listener,
    priority: 1,
    conditions: [ListenerCondition.hostHeaders(domain.names)],
    action: ListenerAction.forward([targetGroup]),
  });
  checkPriority(rule.node.defaultChild as CfnListenerRule);
  return { listener, rule };
}

/** Opens the listeners to the allow-list; without one they are open already. */
function allow({ allowedCidrs = [] }: ListenerOptions, loadBalancer: IApplicationLoadBalancer, ports: number[]): void {
  for (const cidr of allowedCidrs) {
    const peer = cidr.includes(':') ? Peer.ipv6(cidr) : Peer.ipv4(cidr);
    ports.forEach((port) => loadBalancer.connections.allowFrom(peer, Port.tcp(port)));
  }
}
