import { Annotations, Duration, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Dashboard, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import {
  type ApplicationListener,
  type ApplicationListenerRule,
  type ApplicationTargetGroup,
  HttpCodeTarget,
  type IApplicationListener,
  type IApplicationLoadBalancer,
  IpAddressType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { RecordSet } from 'aws-cdk-lib/aws-route53';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { WebSocketHost } from '../host/web-socket-host';
import type { CanaryOptions } from '../operations/canary-options';
import { makeDashboard } from '../operations/dashboard';
import type { DashboardOptions } from '../operations/dashboard-options';
import { ServiceCanary } from '../operations/service-canary';
import { checkKinds } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { INGRESS_KINDS } from './ingress-kinds';
import { IngressListener } from './ingress-listener';
import { checkAttributes, checkIdle } from './load-balancer-attributes';
import { checkSameVpc } from './network';
import { publicUrl } from './public-url';
import type { ServiceDomain } from './service-domain';
import { makeTargetGroup } from './target-group';
import type { TargetGroupOptions } from './target-group-options';

/** What an ingress may say besides its host. */
export interface WebSocketIngressOptions extends TargetGroupOptions {
  /**
   * The name that clients use.
   *
   * @default - none: HTTP only, under the load balancer's own name, with a warning
   */
  readonly domain?: ServiceDomain;

  /**
   * Where on a load balancer clients arrive.
   *
   * @default - IngressListener.newLoadBalancer()
   */
  readonly listener?: IngressListener;
}

/** What an ingress is made from. */
export interface WebSocketIngressProps extends WebSocketIngressOptions {
  /** The host that it leads to; in the same stack. */
  readonly host: WebSocketHost;
}

/** A load balancer's way to a host: listener or rule, target group, certificate and records. */
export class WebSocketIngress extends Construct {
  /** The load balancer, new or given. */
  public readonly loadBalancer: IApplicationLoadBalancer;
  /** The listener where clients arrive, new or given: HTTPS when there is a domain. */
  public readonly listener: IApplicationListener;
  /** The listener on port 80 that redirects to HTTPS; none without a domain, without the redirect, or on a given listener. */
  public readonly httpListener?: ApplicationListener;
  /**
   * The rule that leads to the host: of the given priority on a given listener, of priority 1 on a listener of its own. None without a
   * domain, where the listener leads everything to the host.
   */
  public readonly rule?: ApplicationListenerRule;
  /** The target group. */
  public readonly targetGroup: ApplicationTargetGroup;
  /** The certificate, given or new; none without a domain, or when the listener has it already. */
  public readonly certificate?: ICertificate;
  /** The alias records, A and on dual stack AAAA, of every name; none of a domain whose records are kept elsewhere. */
  public readonly records: RecordSet[];
  /** The web ACL that was made for a new load balancer; none where there is none, or where it existed. */
  public readonly webAcl?: CfnWebACL;
  /** Where clients begin, such as `https://api.example.com`. */
  public readonly url: string;
  private readonly host: WebSocketHost;
  private readonly domain?: ServiceDomain;

  constructor(scope: Construct, id: string, props: WebSocketIngressProps) {
    super(scope, id);
    checkKinds(props, INGRESS_KINDS, this);
    const { host, domain } = props;
    this.host = host;
    this.domain = domain;
    if (Stack.of(host) !== Stack.of(this)) {
      throw refusal(
        `ingress ${this.node.path} and host ${host.node.path} are in different stacks, which would depend on each other: ` +
          'make the ingress in the stack of the host; only its load balancer may come from another one',
        this,
      );
    }
    this.targetGroup = makeTargetGroup(this, host, props);
    this.certificate = domain?._certificate(this);
    const bound = { host, domain, targetGroup: this.targetGroup, certificate: this.certificate };
    const made = (props.listener ?? IngressListener.newLoadBalancer()).bind(this, bound);
    this.loadBalancer = made.loadBalancer;
    this.listener = made.listener;
    this.httpListener = made.httpListener;
    this.rule = made.rule;
    this.webAcl = made.webAcl;
    checkSameVpc(host, this.loadBalancer);
    checkIdle(this, { host, loadBalancer: this.loadBalancer, said: made.idleTimeout });
    checkAttributes(this, this.loadBalancer, this.targetGroup);

    const name = domain?.names[0] ?? this.loadBalancer.loadBalancerDnsName;
    const scheme = made.tls ? 'https' : 'http';
    this.url = `${scheme}://${name}`;
    const { ipAddressType = IpAddressType.IPV4 } = this.loadBalancer;
    this.records = domain?._point(this, this.loadBalancer, made.dualStack ?? ipAddressType !== IpAddressType.IPV4) ?? [];
    if (!made.tls) {
      Annotations.of(this).addWarningV2(
        'cdk-spring-websocket:httpOnly',
        'clients connect without TLS: give a ServiceDomain, and an HTTPS listener where the listener is yours, ' +
          'before this carries anything private',
      );
    }
    host.alarms._guard({
      healthyHosts: (statistic) => this.metricHealthyHosts({ statistic, period: Duration.minutes(1) }),
      unhealthyHosts: (statistic) => this.metricUnhealthyHosts({ statistic, period: Duration.minutes(1) }),
      daysToExpiry: this.certificate?.metricDaysToExpiry(),
    });
    host._attach({ host: name, scheme, targetGroupArn: this.targetGroup.targetGroupArn });
    // The signal clock must not run while the target is unused or the certificate is being validated.
    host._waitFor(...(made.dependencies ?? []));
  }

  /**
   * Adds a CloudWatch dashboard: one page that tells where in the chain something breaks, from the clients over load balancer, hosts and
   * nginx to the application and what hosts share messages over, with the alarms on top. It shows what the hosts publish.
   */
  public dashboard(options: DashboardOptions = {}): Dashboard {
    return this._dashboard(this, options);
  }

  /** @internal The same for a construct that host and ingress are parts of. */
  public _dashboard(whole: Construct, options: DashboardOptions): Dashboard {
    const { host, loadBalancer, targetGroup, url } = this;
    return makeDashboard(whole, options, {
      host: host._observed,
      group: host.autoScalingGroup,
      loadBalancer: loadBalancer.metrics,
      targetGroup: targetGroup.metrics,
      url,
      parts: [whole, host],
    });
  }

  /**
   * Adds a canary: a Lambda function outside of the VPC that opens every route once a minute as a client does, with the doctor's own
   * questions, and an alarm, which is among the host's `alarms.all`. It costs about a dollar a month (docs/cost.md).
   */
  public canary(options: CanaryOptions = {}): ServiceCanary {
    return this._canary(this, options);
  }

  /** @internal The same for a construct that host and ingress are parts of. */
  public _canary(whole: Construct, options: CanaryOptions): ServiceCanary {
    const { host, domain, loadBalancer } = this;
    const url = options.url ?? publicUrl(whole, { url: this.url, domain, loadBalancer });
    const canary = ServiceCanary._of(whole, { url, routes: host.routes, group: host.autoScalingGroup }, options);
    host.alarms._take(canary.alarm);
    return canary;
  }

  /**
   * Connections that are open through the load balancer, from clients and to hosts: of everything behind it, when it is shared. AWS
   * counts once a minute, so give a period of one minute: a longer one adds the minutes up.
   *
   * @default - sum over 5 minutes
   */
  public metricActiveConnections(props?: MetricOptions): Metric {
    return this.loadBalancer.metrics.activeConnectionCount(props);
  }

  /**
   * Answers of the hosts with a 5xx status, 502 and 504 of nginx among them.
   *
   * @default - sum over 5 minutes
   */
  public metricServerErrors(props?: MetricOptions): Metric {
    return this.targetGroup.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, props);
  }

  /**
   * Hosts that take clients.
   *
   * @default - average over 5 minutes
   */
  public metricHealthyHosts(props?: MetricOptions): Metric {
    return this.targetGroup.metrics.healthyHostCount(props);
  }

  /**
   * Hosts whose health check fails. A new host may be counted until it has proved itself.
   *
   * @default - average over 5 minutes
   */
  public metricUnhealthyHosts(props?: MetricOptions): Metric {
    return this.targetGroup.metrics.unhealthyHostCount(props);
  }
}
