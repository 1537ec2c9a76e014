import { Connections, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { checkKinds } from '../spring/prop-kinds';
import { ActiveMqBroker } from './active-mq-broker';
import { checkAmazonRabbit, checkEndpoints, checkMaxConnections, checkVirtualHost } from './relay-checks';
import { AMAZON_MQ_STOMP_KINDS, EXISTING_STOMP_KINDS } from './messaging-kinds';
import { isAmazonMq, LARGE_QUOTA, quotaOf } from './amazon-mq-quota';
import type { AmazonMqStompBrokerOptions, ExistingStompBrokerOptions, StompBrokerConfig } from './stomp-broker-options';

/** The broker to which Spring's relay (`enableStompBrokerRelay`) of each host leads. */
export abstract class StompBroker {
  /** An Amazon MQ for ActiveMQ, made for the hosts: a broker in each of two zones, TLS, a password, and nobody else's way in. */
  public static amazonMq(options: AmazonMqStompBrokerOptions = {}): StompBroker {
    checkKinds(options, AMAZON_MQ_STOMP_KINDS);
    checkMaxConnections(options.maxConnections);
    return new AmazonMq(options);
  }

  /** An ActiveMQ Classic, Artemis or RabbitMQ that is there already, also Amazon MQ's ActiveMQ, by its STOMP connector. */
  public static existing(options: ExistingStompBrokerOptions): StompBroker {
    checkKinds(options, EXISTING_STOMP_KINDS);
    checkMaxConnections(options.maxConnections);
    checkVirtualHost(options.virtualHost);
    return new Existing(options);
  }

  /**
   * Says where the broker is, and makes it where it has to be made. The host calls it once.
   *
   * @param scope the host
   * @param vpc the hosts' network
   */
  public abstract bind(scope: Construct, vpc: IVpc): StompBrokerConfig;
}

const DEFAULT_TYPE = 'mq.m5.large';

class AmazonMq extends StompBroker {
  constructor(private readonly options: AmazonMqStompBrokerOptions) {
    super();
  }

  public override bind(scope: Construct, vpc: IVpc): StompBrokerConfig {
    const { instanceType = DEFAULT_TYPE, vpcSubnets, maxConnections = quotaOf(instanceType) } = this.options;
    const activeMq = new ActiveMqBroker(scope, 'StompBroker', { vpc, vpcSubnets, instanceType });
    const { connections, endpoints, password, username } = activeMq;
    return { endpoints, username, password, maxConnections, connections, activeMq };
  }
}

class Existing extends StompBroker {
  constructor(private readonly options: ExistingStompBrokerOptions) {
    super();
  }

  public override bind(scope: Construct): StompBrokerConfig {
    const { endpoints: given, tls = true, securityGroups, ...told } = this.options;
    checkAmazonRabbit(given, scope);
    const endpoints = checkEndpoints(given, tls);
    const maxConnections = told.maxConnections ?? (endpoints.some(isAmazonMq) ? LARGE_QUOTA : undefined);
    return { ...told, endpoints, tls, maxConnections, connections: securityGroups && new Connections({ securityGroups }) };
  }
}
