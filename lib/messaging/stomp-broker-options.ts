import type { Connections, ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { AppSecret } from '../spring/app-secret';
import type { ActiveMqBroker } from './active-mq-broker';

/** An Amazon MQ for ActiveMQ that is made for the relays of the hosts. */
export interface AmazonMqStompBrokerOptions {
  /**
   * The instance type of its two brokers, of which one serves. Each STOMP session of a client is one connection to it, so a micro is
   * for tests: it takes 300.
   *
   * @default 'mq.m5.large'
   */
  readonly instanceType?: string;

  /**
   * Where its brokers are, in two zones or more. They have no public addresses.
   *
   * @default - the private subnets of the hosts' network, else its isolated ones, else its public ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * How many STOMP connections it takes, where AWS has raised the quota "wire-level connections" for the account.
   *
   * @default - AWS's quota: 300 of a micro, 2000 of larger ones
   */
  readonly maxConnections?: number;
}

/** A STOMP broker that is there already. */
export interface ExistingStompBrokerOptions {
  /**
   * Names and ports of its STOMP connector, such as `b-...-1.mq.eu-central-1.amazonaws.com:61614`. The others are asked while the first
   * does not answer, so all of them must be one logical broker: an active/standby pair, or nodes of one cluster.
   */
  readonly endpoints: string[];

  /**
   * Whether it speaks TLS, with a certificate for the name of each endpoint from an issuer that the hosts' operating system knows, or
   * from `caCertificate`.
   *
   * @default true
   */
  readonly tls?: boolean;

  /**
   * The certificate of the authority that issued the broker's, in PEM, such as `readFileSync('broker-ca.pem', 'utf8')`: of a private
   * one. nginx trusts it alone for the broker. Several may follow each other; a self-signed certificate of the broker is its own
   * authority. Never a key.
   *
   * @default - the issuers that the hosts' operating system knows
   */
  readonly caCertificate?: string;

  /**
   * The user, for clients and for the application's own session.
   *
   * @default - none is named
   */
  readonly username?: string;

  /**
   * The user's password. The hosts fetch it when they start.
   *
   * @default - none
   */
  readonly password?: AppSecret;

  /**
   * The virtual host of RabbitMQ. The application finds it as `STOMP_BROKER_VIRTUAL_HOST`.
   *
   * @default - the broker's default
   */
  readonly virtualHost?: string;

  /**
   * How many STOMP connections it takes; more are refused at synthesis.
   *
   * @default - of Amazon MQ for ActiveMQ AWS's quota for larger instance types, 2000; of others it is not known, and nothing is refused
   */
  readonly maxConnections?: number;

  /**
   * Its security groups, which then admit the hosts.
   *
   * @default - it admits the hosts already
   */
  readonly securityGroups?: ISecurityGroup[];
}

/** Where a STOMP broker listens. */
export interface StompEndpoint {
  /** Its name or IP address. */
  readonly host: string;

  /** The port of its STOMP connector. */
  readonly port: number;
}

/** A STOMP broker to which the hosts relay. */
export interface StompBrokerConfig {
  /** Where it listens; the first is asked before the others. */
  readonly endpoints: StompEndpoint[];

  /**
   * Whether it speaks TLS.
   *
   * @default true
   */
  readonly tls?: boolean;

  /**
   * The certificate of its authority, in PEM.
   *
   * @default - the issuers that the hosts' operating system knows
   */
  readonly caCertificate?: string;

  /**
   * The user.
   *
   * @default - none is named
   */
  readonly username?: string;

  /**
   * The user's password.
   *
   * @default - none
   */
  readonly password?: AppSecret;

  /**
   * The virtual host.
   *
   * @default - the broker's default
   */
  readonly virtualHost?: string;

  /**
   * How many STOMP connections it takes.
   *
   * @default - not known
   */
  readonly maxConnections?: number;

  /**
   * The broker's connections; the ports of the endpoints then admit the hosts.
   *
   * @default - it admits the hosts already
   */
  readonly connections?: Connections;

  /**
   * The Amazon MQ for ActiveMQ that was made for the hosts.
   *
   * @default - none was made
   */
  readonly activeMq?: ActiveMqBroker;
}
