import { Annotations, Duration, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ApplicationProtocol, ApplicationProtocolVersion, ApplicationTargetGroup, type IApplicationListener, type IApplicationLoadBalancer, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { HEALTH_PATH, NGINX_PORT } from '../chain/conventions';
import type { WebSocketHost } from '../host/web-socket-host';
import { IngressListener } from './ingress-listener';
import { addRule, existingLoadBalancer, newLoadBalancer, type Entrance } from './entrance';
import type { ServiceDomain } from './service-domain';

/** What an ingress is made from. */
export interface WebSocketIngressProps {
  /** The host that it leads to; in the same stack. */
  readonly host: WebSocketHost;

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

  /**
   * Whether a client stays with its host by cookie. SockJS's HTTP transports need it as soon as there are two hosts,
   * as during every update.
   *
   * @default - true when a route is SockJS
   */
  readonly stickiness?: boolean;

  /**
   * How long open sockets of a leaving host may go on. Every update takes that much longer.
   *
   * @default Duration.seconds(60)
   */
  readonly deregistrationDelay?: Duration;

  /**
   * How long a new host's share of requests grows before it is full, 30 to 900 s.
   *
   * @default - no slow start
   */
  readonly slowStart?: Duration;
}

/** A load balancer's way to a host: listener or rule, target group, certificate and records. */
export class WebSocketIngress extends Construct {
  /** The load balancer, new or given. */
  public readonly loadBalancer: IApplicationLoadBalancer;
  /** The listener, new or given. */
  public readonly listener: IApplicationListener;
  /** The target group. */
  public readonly targetGroup: ApplicationTargetGroup;
  /** The certificate, when there is a domain. */
  public readonly certificate?: ICertificate;
  /** Where clients begin, such as `https://api.example.com`. */
  public readonly url: string;

  constructor(scope: Construct, id: string, props: WebSocketIngressProps) {
    super(scope, id);
    const { host, domain } = props;
    if (Stack.of(host) !== Stack.of(this)) {
      throw new Error(
        `ingress ${this.node.path} and host ${host.node.path} are in different stacks, which would depend on each other: ` +
          'make the ingress in the stack of the host; only its load balancer may come from another one',
      );
    }
    const choice = (props.listener ?? IngressListener.newLoadBalancer())._choice;
    this.targetGroup = this.makeTargetGroup(props);
    this.certificate = domain?._certificate(this);
    const parts = { scope: this, host, targetGroup: this.targetGroup, domain, certificate: this.certificate };
    const entrance: Entrance =
      choice.kind === 'new' ? newLoadBalancer(parts, choice.options)
      : choice.kind === 'existing' ? existingLoadBalancer(parts, choice.loadBalancer, choice.options)
      : addRule(parts, choice.listener, choice.options);
    this.loadBalancer = entrance.loadBalancer;
    this.listener = entrance.listener;

    const name = domain?.names[0] ?? this.loadBalancer.loadBalancerDnsName;
    this.url = `${entrance.scheme}://${name}`;
    domain?._point(this, this.loadBalancer, entrance.dualStack);
    if (entrance.scheme === 'http') {
      Annotations.of(this).addWarningV2('cdk-spring-websocket:httpOnly', 'no domain is given, so clients connect without TLS: give a ServiceDomain before this carries anything private');
    }
    host._attach({ host: name, scheme: entrance.scheme, targetGroupArn: this.targetGroup.targetGroupArn });
    // The signal clock must not run while the target is unused or the certificate is being validated.
    host._waitFor(...entrance.ready);
  }

  private makeTargetGroup({ host, ...props }: WebSocketIngressProps): ApplicationTargetGroup {
    const delay = props.deregistrationDelay ?? Duration.seconds(60);
    if (!delay.isUnresolved() && delay.toSeconds() > 3600) {
      throw new Error(`deregistrationDelay is ${delay.toSeconds()} s, but a target group takes 0 to 3600 s`);
    }
    const sticky = props.stickiness ?? host.routes.some((route) => route._render().kind === 'sockjs');
    const group = new ApplicationTargetGroup(this, 'TargetGroup', {
      vpc: host.vpc,
      port: NGINX_PORT,
      protocol: ApplicationProtocol.HTTP,
      protocolVersion: ApplicationProtocolVersion.HTTP1,
      targetType: TargetType.INSTANCE,
      targets: [host.autoScalingGroup],
      deregistrationDelay: delay,
      slowStart: props.slowStart,
      stickinessCookieDuration: sticky ? Duration.days(1) : undefined,
      healthCheck: {
        path: HEALTH_PATH,
        healthyHttpCodes: '200',
        interval: Duration.seconds(15),
        timeout: Duration.seconds(5),
        healthyThresholdCount: 2,
        unhealthyThresholdCount: 3,
      },
    });
    return group;
  }
}

