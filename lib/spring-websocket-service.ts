import type { Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Connections, IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable, IPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HOST_KINDS } from './host/host-kinds';
import { WebSocketHost } from './host/web-socket-host';
import type { WebSocketHostProps } from './host/web-socket-host-props';
import { INGRESS_OPTION_KINDS } from './ingress/ingress-kinds';
import { WebSocketIngress, type WebSocketIngressOptions } from './ingress/web-socket-ingress';
import type { CanaryOptions } from './operations/canary-options';
import type { DashboardOptions } from './operations/dashboard-options';
import type { ServiceAlarms } from './operations/service-alarms';
import type { ServiceCanary } from './operations/service-canary';
import { checkKinds } from './spring/prop-kinds';

/** What a service is made from. */
export interface SpringWebSocketServiceProps extends WebSocketHostProps, WebSocketIngressOptions {}

/** A Spring Boot application with WebSockets on AWS: a host with nginx, a load balancer with TLS and the domain's records. */
export class SpringWebSocketService extends Construct implements IConnectable, IGrantable {
  /** The machine: nginx and Spring Boot. */
  public readonly host: WebSocketHost;
  /** The way in: load balancer, certificate, records. */
  public readonly ingress: WebSocketIngress;
  /** What watches the service: `alarms.notify(topic)` says whom it tells, further alarms are methods of it. */
  public readonly alarms: ServiceAlarms;
  /** For rules: `service.connections.allowToDefaultPort(db)`, which also works when the database is in another stack. */
  public readonly connections: Connections;
  /** For grants, such as `bucket.grantRead(service)`. */
  public readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: SpringWebSocketServiceProps) {
    super(scope, id);
    checkKinds(props, { ...HOST_KINDS, optional: { ...HOST_KINDS.optional, ...INGRESS_OPTION_KINDS } }, this);
    this.host = new WebSocketHost(this, 'Host', { ...props, vpc: props.vpc ?? props.listener?._vpc() });
    this.ingress = new WebSocketIngress(this, 'Ingress', { ...props, host: this.host });
    this.alarms = this.host.alarms;
    this.connections = this.host.connections;
    this.grantPrincipal = this.host.grantPrincipal;
  }

  /**
   * Adds a CloudWatch dashboard: one page that tells where in the chain something breaks, from the clients over load balancer, hosts and
   * nginx to the application and what hosts share messages over, with the alarms on top. It shows what the hosts publish.
   */
  public dashboard(options: DashboardOptions = {}): Dashboard {
    return this.ingress._dashboard(this, options);
  }

  /**
   * Adds a canary: a Lambda function outside of the VPC that opens every route once a minute as a client does, with the doctor's own
   * questions, and an alarm, which is among `alarms.all`. It costs about a dollar a month (docs/cost.md).
   */
  public canary(options: CanaryOptions = {}): ServiceCanary {
    return this.ingress._canary(this, options);
  }
}
