import type { CfnResource } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type {
  ApplicationListener,
  ApplicationListenerRule,
  ApplicationTargetGroup,
  IApplicationListener,
  IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { WebSocketHost } from '../host/web-socket-host';
import type { GivenLoadBalancerOptions } from './ingress-listener-options';
import type { ServiceDomain } from './service-domain';

/** What an ingress tells its listener. */
export interface IngressListenerBindOptions {
  /** The host, whose VPC the load balancer must be in. */
  readonly host: WebSocketHost;

  /** The host's target group, to which the listener leads. */
  readonly targetGroup: ApplicationTargetGroup;

  /**
   * The name that clients use.
   *
   * @default - none
   */
  readonly domain?: ServiceDomain;

  /**
   * The domain's certificate, which the listener must have.
   *
   * @default - none: without a domain, or when the listener has one already
   */
  readonly certificate?: ICertificate;
}

/** What a listener has made. The ingress makes the records, and checks VPC and idle timeout of the load balancer. */
export interface IngressListenerConfig extends GivenLoadBalancerOptions {
  /** The load balancer, which the records point at. */
  readonly loadBalancer: IApplicationLoadBalancer;

  /** The listener where clients arrive. */
  readonly listener: IApplicationListener;

  /** Whether clients speak TLS to the listener. */
  readonly tls: boolean;

  /**
   * The rule that leads to the target group.
   *
   * @default - none: the listener leads everything there
   */
  readonly rule?: ApplicationListenerRule;

  /**
   * The listener on port 80 that redirects to HTTPS.
   *
   * @default - none
   */
  readonly httpListener?: ApplicationListener;

  /**
   * The web ACL that was made for the load balancer.
   *
   * @default - none
   */
  readonly webAcl?: CfnWebACL;

  /**
   * What must be there before the load balancer can lead to a host, such as the rule and a certificate on the listener: hosts are
   * started after it.
   *
   * @default - nothing is waited for
   */
  readonly dependencies?: CfnResource[];
}
