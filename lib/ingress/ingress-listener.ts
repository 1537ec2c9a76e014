import { isIP } from 'net';
import { type Duration, Token } from 'aws-cdk-lib';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationListener, IApplicationLoadBalancer, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';

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
   * Whether it refuses to be deleted.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;
}

/** What a listener on a load balancer that exists may say. */
export interface ExistingLoadBalancerOptions extends ListenerOptions {
  /**
   * The idle timeout that the load balancer has, which synthesis cannot see.
   *
   * @default - unknown: a warning says what it should be
   */
  readonly idleTimeout?: Duration;
}

/** What a rule on a listener that exists may say. */
export interface ListenerRuleOptions {
  /** The listener's load balancer, which the records point at. */
  readonly loadBalancer: IApplicationLoadBalancer;

  /** The rule's place among the listener's rules, 1 to 50000; each number only once. */
  readonly priority: number;

  /**
   * Paths that lead here, such as `/api/*` and `/ws*`; at most five with the domain's names.
   *
   * @default - every path of the domain
   */
  readonly paths?: string[];

  /**
   * The idle timeout that the load balancer has, which synthesis cannot see.
   *
   * @default - unknown: a warning says what it should be
   */
  readonly idleTimeout?: Duration;
}

/** @internal */
export type ListenerChoice =
  | { readonly kind: 'new'; readonly options: NewLoadBalancerOptions }
  | { readonly kind: 'existing'; readonly loadBalancer: IApplicationLoadBalancer; readonly options: ExistingLoadBalancerOptions }
  | { readonly kind: 'rule'; readonly listener: IApplicationListener; readonly options: ListenerRuleOptions };

/** Where on a load balancer clients arrive. */
export class IngressListener {
  /** A load balancer of its own: HTTPS with a redirect from HTTP when there is a domain, else HTTP. */
  public static newLoadBalancer(options: NewLoadBalancerOptions = {}): IngressListener {
    checkCidrs(options.allowedCidrs);
    return new IngressListener({ kind: 'new', options });
  }

  /** A listener of its own, on port 443 (and 80 for the redirect) of a load balancer that exists. */
  public static onLoadBalancer(loadBalancer: IApplicationLoadBalancer, options: ExistingLoadBalancerOptions = {}): IngressListener {
    checkCidrs(options.allowedCidrs);
    return new IngressListener({ kind: 'existing', loadBalancer, options });
  }

  /** A rule on an HTTPS listener that exists: the domain's names, and paths. */
  public static rule(listener: IApplicationListener, options: ListenerRuleOptions): IngressListener {
    if (!Number.isInteger(options.priority) || options.priority < 1 || options.priority > 50_000) {
      throw new Error(`priority is ${options.priority}: give a whole number from 1 to 50000 that no other rule of the listener has`);
    }
    const wrong = options.paths?.find((path) => !/^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/.test(path));
    if (wrong !== undefined) {
      throw new Error(`paths has '${wrong}': write a path pattern such as /api/* or /ws*, with a leading slash and at most 128 characters`);
    }
    return new IngressListener({ kind: 'rule', listener, options });
  }

  /** @internal */
  public readonly _choice: ListenerChoice;

  private constructor(choice: ListenerChoice) {
    this._choice = choice;
  }
}

function checkCidrs(cidrs: string[] | undefined): void {
  if (cidrs?.length === 0) {
    throw new Error('allowedCidrs is empty, so nobody could connect: name ranges such as 203.0.113.0/24, or leave it out for everybody');
  }
  const wrong = cidrs?.find((cidr) => {
    const [address, mask = '', ...rest] = cidr.split('/');
    const family = isIP(address);
    return !Token.isUnresolved(cidr) && (rest.length > 0 || family === 0 || !/^\d{1,3}$/.test(mask) || Number(mask) > (family === 4 ? 32 : 128));
  });
  if (wrong !== undefined) {
    throw new Error(`allowedCidrs has '${wrong}': write an IPv4 or IPv6 range such as 203.0.113.0/24, a single address with /32 or /128`);
  }
}
