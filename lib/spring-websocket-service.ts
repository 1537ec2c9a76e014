import type { Connections, IConnectable } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable, IPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { WebSocketHost, type WebSocketHostProps } from './host/web-socket-host';
import { WebSocketIngress } from './ingress/web-socket-ingress';
import type { IngressListener } from './ingress/ingress-listener';
import type { ServiceDomain } from './ingress/service-domain';

/** What a service is made from. */
export interface SpringWebSocketServiceProps extends WebSocketHostProps {
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

/** A Spring Boot application with WebSockets on AWS: a host with nginx, a load balancer with TLS and the domain's records. */
export class SpringWebSocketService extends Construct implements IConnectable, IGrantable {
  /** The machine: nginx and Spring Boot. */
  public readonly host: WebSocketHost;
  /** The way in: load balancer, certificate, records. */
  public readonly ingress: WebSocketIngress;
  /** For other resources' rules, such as `db.connections.allowDefaultPortFrom(service)`. */
  public readonly connections: Connections;
  /** For grants, such as `bucket.grantRead(service)`. */
  public readonly grantPrincipal: IPrincipal;

  constructor(scope: Construct, id: string, props: SpringWebSocketServiceProps) {
    super(scope, id);
    const { domain, listener, ...host } = props;
    this.host = new WebSocketHost(this, 'Host', host);
    this.ingress = new WebSocketIngress(this, 'Ingress', { host: this.host, domain, listener });
    this.connections = this.host.connections;
    this.grantPrincipal = this.host.grantPrincipal;
  }
}
