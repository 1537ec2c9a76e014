import type { Duration } from 'aws-cdk-lib';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationLoadBalancer, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { WebAcl } from './web-acl';

/** What a listener of our own may say. */
export interface ListenerOptions {
  /**
   * The policy for TLS versions and ciphers.
   *
   * @default - SslPolicy.RECOMMENDED_TLS: TLS 1.2 and 1.3
   */
  readonly sslPolicy?: SslPolicy;

  /**
   * Who may connect, as IPv4 or IPv6 ranges such as `203.0.113.0/24`.
   *
   * @default - everybody
   */
  readonly allowedCidrs?: string[];

  /**
   * Whether port 80 answers with a redirect to HTTPS.
   *
   * @default true
   */
  readonly redirectHttp?: boolean;
}

/** What a load balancer of our own may say. */
export interface NewLoadBalancerOptions extends ListenerOptions {
  /**
   * Whether it is reached from the internet; otherwise from inside the VPC and what is connected to it.
   *
   * @default true
   */
  readonly internetFacing?: boolean;

  /**
   * Whether it has IPv6 addresses too. Its subnets must have them.
   *
   * @default false
   */
  readonly dualStack?: boolean;

  /**
   * Where it stands.
   *
   * @default - public subnets when it faces the internet, else private ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * How long a socket may be silent. At least the longest of the routes, at most 4000 s.
   *
   * @default - the longest idle timeout of the routes
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a client's connection is kept for further requests, 60 s to 7 days.
   *
   * @default - AWS's default, one hour
   */
  readonly clientKeepAlive?: Duration;

  /**
   * Where access logs go. The stack must name its region.
   *
   * @default - none are kept
   */
  readonly accessLogs?: IBucket;

  /**
   * Where connection logs go. The stack must name its region.
   *
   * @default - none are kept
   */
  readonly connectionLogs?: IBucket;

  /**
   * The web ACL of AWS WAF that it asks before it forwards a request. A load balancer that exists has one for everything behind it, which
   * its owner associates.
   *
   * @default - none
   */
  readonly webAcl?: WebAcl;

  /**
   * Whether it refuses to be deleted.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
}

/** What may be said of a load balancer that is given. */
export interface GivenLoadBalancerOptions {
  /**
   * The idle timeout that an imported load balancer has, which synthesis cannot see. That of a load balancer of the same app is read
   * from it, and a route that may be silent for longer is refused.
   *
   * @default - unknown for an imported load balancer: a warning says what it should be
   */
  readonly idleTimeout?: Duration;

  /**
   * Whether the load balancer has IPv6 addresses too, so that the domain gets AAAA records. Only an import by attributes needs it: a
   * load balancer of the same app, or one that was looked up, knows.
   *
   * @default - as the load balancer says; false where it does not say
   */
  readonly dualStack?: boolean;
}

/** What a listener on a load balancer that exists may say. */
export interface ExistingLoadBalancerOptions extends ListenerOptions, GivenLoadBalancerOptions {}

/** What a rule on a listener that exists may say. */
export interface ListenerRuleOptions extends GivenLoadBalancerOptions {
  /**
   * The listener's load balancer, which the records point at.
   *
   * @default - the listener's own; an imported listener does not know it, so that it must be given
   */
  readonly loadBalancer?: IApplicationLoadBalancer;

  /**
   * The rule's place among the listener's rules, 1 to 50000; each number only once. The listener of another service has its own rule
   * at priority 1.
   */
  readonly priority: number;

  /**
   * Paths that lead here, such as `/api/*` and `/ws*`; at most five with the domain's names.
   *
   * @default - every path of the domain
   */
  readonly paths?: string[];
}
