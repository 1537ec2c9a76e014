import { isIP } from 'net';
import { Token } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  type ApplicationListener,
  CfnListener,
  CfnLoadBalancer,
  type IApplicationListener,
  type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { checkKinds } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { addRule, newLoadBalancer, onLoadBalancer } from './entrance';
import { differ, resourceOf, shown } from './in-app';
import { LISTENER_KINDS, ON_LOAD_BALANCER_KINDS, RULE_KINDS } from './ingress-kinds';
import type { IngressListenerBindOptions, IngressListenerConfig } from './ingress-listener-config';
import type { ExistingLoadBalancerOptions, ListenerRuleOptions, NewLoadBalancerOptions } from './ingress-listener-options';

const LOAD_BALANCER = CfnLoadBalancer.CFN_RESOURCE_TYPE_NAME;
const LISTENER = CfnListener.CFN_RESOURCE_TYPE_NAME;

/** Where on a load balancer clients arrive. */
export abstract class IngressListener {
  /** A load balancer of its own: HTTPS with a redirect from HTTP when there is a domain, else HTTP. */
  public static newLoadBalancer(options: NewLoadBalancerOptions = {}): IngressListener {
    checkKinds(options, LISTENER_KINDS);
    checkCidrs(options.allowedCidrs);
    return new NewLoadBalancer(options);
  }

  /** A listener of its own, on port 443 (and 80 for the redirect) of a load balancer that exists. */
  public static onLoadBalancer(loadBalancer: IApplicationLoadBalancer, options: ExistingLoadBalancerOptions = {}): IngressListener {
    checkKinds({ loadBalancer, ...options }, ON_LOAD_BALANCER_KINDS);
    checkCidrs(options.allowedCidrs);
    return new OnLoadBalancer(loadBalancer, options);
  }

  /** A rule on a listener that exists: the domain's names, and paths. A domain needs an HTTPS listener. */
  public static rule(listener: IApplicationListener, options: ListenerRuleOptions): IngressListener {
    checkKinds({ listener, ...options }, RULE_KINDS);
    const { priority } = options;
    if (!Token.isUnresolved(priority) && (!Number.isInteger(priority) || priority < 1 || priority > 50_000)) {
      throw refusal(`priority is ${priority}: give a whole number from 1 to 50000 that no other rule of the listener has`, listener);
    }
    const wrong = options.paths?.find((path) => !/^\/[A-Za-z0-9_\-.$/~"'@:+&*?]{0,127}$/.test(path));
    if (wrong !== undefined) {
      throw refusal(`paths has '${wrong}': write a path pattern such as /api/* or /ws*, with a leading slash and at most 128 characters`);
    }
    return new Rule(listener, loadBalancerOf(listener, options.loadBalancer), options);
  }

  /**
   * Leads clients to the target group. The ingress calls it once.
   *
   * @param scope the ingress
   */
  public abstract bind(scope: Construct, options: IngressListenerBindOptions): IngressListenerConfig;

  /** @internal The network of a load balancer that is given, where a host must be too. */
  public _vpc(): IVpc | undefined {
    return undefined;
  }
}

class NewLoadBalancer extends IngressListener {
  constructor(private readonly options: NewLoadBalancerOptions) {
    super();
  }

  public override bind(scope: Construct, options: IngressListenerBindOptions): IngressListenerConfig {
    return newLoadBalancer({ ...options, scope }, this.options);
  }
}

class OnLoadBalancer extends IngressListener {
  constructor(
    private readonly loadBalancer: IApplicationLoadBalancer,
    private readonly options: ExistingLoadBalancerOptions,
  ) {
    super();
  }

  public override bind(scope: Construct, options: IngressListenerBindOptions): IngressListenerConfig {
    return onLoadBalancer({ ...options, scope }, this.loadBalancer, this.options);
  }

  public override _vpc(): IVpc {
    return vpcOf(this.loadBalancer);
  }
}

class Rule extends IngressListener {
  constructor(
    private readonly listener: IApplicationListener,
    private readonly loadBalancer: IApplicationLoadBalancer,
    private readonly options: ListenerRuleOptions,
  ) {
    super();
  }

  public override bind(scope: Construct, options: IngressListenerBindOptions): IngressListenerConfig {
    return addRule({ ...options, scope }, this.listener, { ...this.options, loadBalancer: this.loadBalancer });
  }

  public override _vpc(): IVpc {
    return vpcOf(this.loadBalancer);
  }
}

function vpcOf(loadBalancer: IApplicationLoadBalancer): IVpc {
  if (!loadBalancer.vpc) {
    throw refusal(
      `vpc is left out, and load balancer ${loadBalancer.node.path} was imported without its own: give vpc to one of them`,
      loadBalancer,
    );
  }
  return loadBalancer.vpc;
}

/** The given load balancer, which must be the listener's, or the listener's own. */
function loadBalancerOf(listener: IApplicationListener, given: IApplicationLoadBalancer | undefined): IApplicationLoadBalancer {
  const { loadBalancer: own } = listener as Partial<ApplicationListener>;
  const loadBalancer = given ?? own;
  if (!loadBalancer) {
    throw refusal(`loadBalancer is left out, but listener ${listener.node.path} was imported and does not know its own: give it`, listener);
  }
  const arn = loadBalancerArnOf(listener.listenerArn);
  if (arn !== undefined && differ(arn, loadBalancer.loadBalancerArn, LOAD_BALANCER)) {
    throw refusal(
      `loadBalancer is ${loadBalancer.node.path}, but listener ${listener.node.path} is on ${shown(arn, LOAD_BALANCER)}: ` +
        'give that one, or leave loadBalancer out where the listener is of this app',
      listener,
    );
  }
  return loadBalancer;
}

function loadBalancerArnOf(listenerArn: string): string | undefined {
  // The ARN of a listener has that of its load balancer in it.
  if (!Token.isUnresolved(listenerArn)) return listenerArn.replace(/:listener\/(.*)\/[^/]+$/, ':loadbalancer/$1');
  return (resourceOf(listenerArn, LISTENER) as CfnListener | undefined)?.loadBalancerArn;
}

function checkCidrs(cidrs: string[] | undefined): void {
  if (cidrs?.length === 0) {
    throw refusal('allowedCidrs is empty, so nobody could connect: name ranges such as 203.0.113.0/24, or leave it out for everybody');
  }
  const wrong = cidrs?.find((cidr) => {
    const [address, mask = '', ...rest] = cidr.split('/');
    const family = isIP(address);
    return (
      !Token.isUnresolved(cidr) && (rest.length > 0 || family === 0 || !/^\d{1,3}$/.test(mask) || Number(mask) > (family === 4 ? 32 : 128))
    );
  });
  if (wrong !== undefined) {
    throw refusal(`allowedCidrs has '${wrong}': write an IPv4 or IPv6 range such as 203.0.113.0/24, a single address with /32 or /128`);
  }
}
