import type { Connections, ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { AppSecret } from '../spring/app-secret';
import type { ActiveMqBroker } from './active-mq-broker';
import type { StompBrokerConfig } from './stomp-broker-options';
import type { ValkeyReplicationGroup } from './valkey-replication-group';

/** What hosts share messages over: the companion in the application's JVM speaks these protocols. */
export enum MessagingEngine {
  /** Valkey or Redis: `PUBLISH` and `SUBSCRIBE`. */
  VALKEY = 'valkey',

  /** ActiveMQ Classic or Artemis: a topic over STOMP. */
  ACTIVE_MQ = 'activemq',
}

/** What hosts share with each other. */
export interface MessagingOptions {
  /**
   * Broker destinations whose messages stay on the host that they are sent on, as patterns of Spring's AntPathMatcher, such as
   * `/topic/rooms` or `/topic/prices/**`: for what every host sends by itself (`@Scheduled`, a listener), which clients would otherwise
   * get once for each host.
   *
   * @default - none: every broker destination is shared
   */
  readonly localDestinations?: string[];

  /**
   * Whether events of sessions on other hosts (`SessionConnectedEvent`, `SessionSubscribeEvent`, `SessionUnsubscribeEvent`,
   * `SessionDisconnectEvent`) are published in each application, for one that counts its users by them. Listeners then hear of every
   * session on every host: one that writes to a database or sends mails does so once for each host.
   *
   * @default false
   */
  readonly sessionEvents?: boolean;
}

/** An ElastiCache for Valkey that is made for the hosts. */
export interface ValkeyOptions extends MessagingOptions {
  /**
   * The type of its two nodes. Messages pass through and are not kept, so its processor and network count, not its memory.
   *
   * @default 'cache.t4g.micro'
   */
  readonly nodeType?: string;

  /**
   * Where its nodes are, in two zones or more. They have no public addresses.
   *
   * @default - the private subnets of the hosts' network, else its isolated ones, else its public ones
   */
  readonly vpcSubnets?: SubnetSelection;
}

/** An Amazon MQ for ActiveMQ that is made for the hosts. */
export interface ActiveMqOptions extends MessagingOptions {
  /**
   * The instance type of its two brokers, of which one serves. Each host has one connection, however many clients it has.
   *
   * @default 'mq.t3.micro'
   */
  readonly instanceType?: string;

  /**
   * Where its brokers are, in two zones or more. They have no public addresses.
   *
   * @default - the private subnets of the hosts' network, else its isolated ones, else its public ones
   */
  readonly vpcSubnets?: SubnetSelection;
}

/** An engine that is there already. */
export interface ExistingEngineOptions extends MessagingOptions {
  /**
   * Its port.
   *
   * @default - 6379 of Valkey, 61614 of ActiveMQ
   */
  readonly port?: number;

  /**
   * Whether it speaks TLS, with a certificate for its address that Java trusts.
   *
   * @default true
   */
  readonly tls?: boolean;

  /**
   * The user.
   *
   * @default - none is named; Valkey takes its user `default` then
   */
  readonly username?: string;

  /**
   * The user's password, or Valkey's AUTH token. The hosts fetch it when they start.
   *
   * @default - none
   */
  readonly password?: AppSecret;

  /**
   * Its security groups, which then admit the hosts.
   *
   * @default - it admits the hosts already
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * The channel or topic that these hosts share, and no others.
   *
   * @default - a name of the stack and the host
   */
  readonly channel?: string;
}

/** What a messaging is told of the hosts. */
export interface MessagingBindOptions {
  /** The hosts' network. */
  readonly vpc: IVpc;

  /** A name that only these hosts have. */
  readonly channel: string;
}

/** How hosts share messages. */
export interface MessagingConfig extends MessagingOptions {
  /**
   * What they share them over.
   *
   * @default - none: the application shares messages itself
   */
  readonly engine?: MessagingEngine;

  /**
   * Where it is, such as `valkey.internal:6379`.
   *
   * @default - none, without an engine
   */
  readonly addresses?: string[];

  /**
   * Whether it speaks TLS.
   *
   * @default true
   */
  readonly tls?: boolean;

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
   * The name of what is shared.
   *
   * @default - that of the hosts
   */
  readonly channel?: string;

  /**
   * The engine's connections, whose default port then admits the hosts.
   *
   * @default - it admits the hosts already
   */
  readonly connections?: Connections;

  /**
   * The ElastiCache for Valkey that was made for the hosts.
   *
   * @default - none was made
   */
  readonly valkey?: ValkeyReplicationGroup;

  /**
   * The Amazon MQ for ActiveMQ that was made for the hosts.
   *
   * @default - none was made
   */
  readonly activeMq?: ActiveMqBroker;

  /**
   * The broker to which the application's relay leads. It shares messages itself then, and there is no engine.
   *
   * @default - none
   */
  readonly relay?: StompBrokerConfig;
}
