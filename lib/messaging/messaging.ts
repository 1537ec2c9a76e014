import { Connections, Port } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { checkKinds, listOf, TEXT, withMember } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { ACTIVE_MQ_PORT, ActiveMqBroker } from './active-mq-broker';
import { addressOf, checkChannel } from './checks';
import { ACTIVE_MQ_KINDS, EXISTING_KINDS, VALKEY_KINDS } from './messaging-kinds';
import {
  type ActiveMqOptions,
  type ExistingEngineOptions,
  type MessagingBindOptions,
  type MessagingConfig,
  MessagingEngine,
  type ValkeyOptions,
} from './messaging-options';
import type { StompBroker } from './stomp-broker';
import { VALKEY_PORT, ValkeyReplicationGroup } from './valkey-replication-group';

/**
 * How several hosts share what Spring's in-memory broker (`enableSimpleBroker`) keeps in one JVM, so that a client on one host hears a
 * client on another. The application is not changed: the host's companion in its JVM passes on what is sent to broker destinations.
 */
export abstract class Messaging {
  /** An ElastiCache for Valkey, made for the hosts: two nodes in two zones, TLS, a password, and nobody else's way in. */
  public static valkey(options: ValkeyOptions = {}): Messaging {
    checkKinds(options, VALKEY_KINDS);
    return new Valkey(options);
  }

  /**
   * A Valkey or Redis that is there already, also ElastiCache's, without cluster mode.
   *
   * @param address its name or IP address, such as `replicationGroup.attrPrimaryEndPointAddress`
   */
  public static existingValkey(address: string, options: ExistingEngineOptions = {}): Messaging {
    checkKinds({ address, ...options }, { ...EXISTING_KINDS, required: { address: TEXT } });
    return new Existing(MessagingEngine.VALKEY, [address], { port: VALKEY_PORT, ...options });
  }

  /** An Amazon MQ for ActiveMQ, made for the hosts: a broker in each of two zones, TLS, a password, and nobody else's way in. */
  public static activeMq(options: ActiveMqOptions = {}): Messaging {
    checkKinds(options, ACTIVE_MQ_KINDS);
    return new ActiveMq(options);
  }

  /**
   * An ActiveMQ Classic or Artemis that is there already, also Amazon MQ's, by its STOMP connector.
   *
   * @param addresses names or IP addresses; of an active/standby broker both, such as `b-...-1.mq.eu-central-1.amazonaws.com`
   */
  public static existingActiveMq(addresses: string[], options: ExistingEngineOptions = {}): Messaging {
    checkKinds({ addresses, ...options }, { ...EXISTING_KINDS, required: { addresses: listOf(TEXT) } });
    if (addresses.length === 0) {
      throw refusal("addresses is empty: write the broker's, or both of an active/standby one");
    }
    return new Existing(MessagingEngine.ACTIVE_MQ, addresses, { port: ACTIVE_MQ_PORT, ...options });
  }

  /**
   * A STOMP broker to which the application relays (`enableStompBrokerRelay`): nginx on each host leads Spring's default address,
   * 127.0.0.1:61613, to it, over TLS. The application finds user and password in its environment as `STOMP_BROKER_LOGIN` and
   * `STOMP_BROKER_PASSCODE`. Each STOMP session of a client is a connection of the broker's.
   */
  public static relay(broker: StompBroker): Messaging {
    checkKinds({ broker }, { required: { broker: withMember('bind', 'StompBroker.amazonMq()') } });
    return new Relay(broker);
  }

  /**
   * Nothing: the application shares messages between its hosts itself, such as over a database or by a broker that this host does not
   * lead to, or has none to share.
   */
  public static byApplication(): Messaging {
    return new ByApplication();
  }

  /**
   * Says what the hosts share messages over, and makes it where it has to be made. The host calls it once.
   *
   * @param scope the host
   */
  public abstract bind(scope: Construct, options: MessagingBindOptions): MessagingConfig;
}

class Valkey extends Messaging {
  constructor(private readonly options: ValkeyOptions) {
    super();
  }

  public override bind(scope: Construct, { vpc, channel }: MessagingBindOptions): MessagingConfig {
    const { nodeType, vpcSubnets, ...shared } = this.options;
    const valkey = new ValkeyReplicationGroup(scope, 'Valkey', { vpc, vpcSubnets, nodeType, channel });
    const { connections, address, password, username } = valkey;
    return { ...shared, engine: MessagingEngine.VALKEY, addresses: [address], username, password, connections, valkey };
  }
}

class ActiveMq extends Messaging {
  constructor(private readonly options: ActiveMqOptions) {
    super();
  }

  public override bind(scope: Construct, { vpc }: MessagingBindOptions): MessagingConfig {
    const { instanceType, vpcSubnets, ...shared } = this.options;
    const activeMq = new ActiveMqBroker(scope, 'ActiveMq', { vpc, vpcSubnets, instanceType });
    const { connections, addresses, password, username } = activeMq;
    return { ...shared, engine: MessagingEngine.ACTIVE_MQ, addresses, username, password, connections, activeMq };
  }
}

class Existing extends Messaging {
  private readonly addresses: string[];

  constructor(
    private readonly engine: MessagingEngine,
    addresses: string[],
    private readonly options: ExistingEngineOptions & { readonly port: number },
  ) {
    super();
    this.addresses = addresses.map((address) => addressOf(address, options.port));
    checkChannel(options.channel);
  }

  public override bind(): MessagingConfig {
    const { port, securityGroups, ...told } = this.options;
    const connections = securityGroups && new Connections({ securityGroups, defaultPort: Port.tcp(port) });
    return { ...told, engine: this.engine, addresses: this.addresses, connections };
  }
}

class Relay extends Messaging {
  constructor(private readonly broker: StompBroker) {
    super();
  }

  public override bind(scope: Construct, { vpc }: MessagingBindOptions): MessagingConfig {
    return { relay: this.broker.bind(scope, vpc) };
  }
}

class ByApplication extends Messaging {
  public override bind(): MessagingConfig {
    return {};
  }
}
