import { isIP } from 'net';
import { Stack, Token } from 'aws-cdk-lib';
import { CfnBroker } from 'aws-cdk-lib/aws-amazonmq';
import type { Construct } from 'constructs';
import { checkPort } from '../spring/checks';
import { refusal } from '../spring/refusal';
import type { StompEndpoint } from './stomp-broker-options';

const RABBIT =
  'RabbitMQ on Amazon MQ has no STOMP plug-in (the list of its plug-ins in the Amazon MQ Developer Guide), so no relay can reach it: ' +
  'take StompBroker.amazonMq(), which is ActiveMQ, a RabbitMQ of your own with rabbitmq_stomp, or enableSimpleBroker in the ' +
  'application with Messaging.valkey()';

/** Amazon MQ names brokers of ActiveMQ with -1 and -2 after their id, and those of RabbitMQ with their id alone. */
const AMAZON_RABBIT = /^(?:amqps?:\/\/)?b-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.mq\./;

/** Refuses the RabbitMQ of Amazon MQ, by its name or by the resource in the app that an endpoint is taken from. */
export function checkAmazonRabbit(endpoints: readonly string[], scope: Construct): void {
  const named = endpoints.find((endpoint) => AMAZON_RABBIT.test(endpoint));
  if (named !== undefined) {
    throw refusal(`endpoints has '${named}', a RabbitMQ of Amazon MQ. ${RABBIT}`, scope);
  }
  const rabbits = scope.node.root.node.findAll().filter((each): each is CfnBroker => CfnBroker.isCfnBroker(each) && isRabbit(each));
  const meant = rabbits.find((rabbit) => endpoints.some((endpoint) => mentions(scope, endpoint, rabbit)));
  if (meant) {
    throw refusal(`endpoints has one of ${meant.node.path}, a RabbitMQ of Amazon MQ. ${RABBIT}`, scope);
  }
}

function isRabbit({ engineType }: CfnBroker): boolean {
  return !Token.isUnresolved(engineType) && engineType.toUpperCase() === 'RABBITMQ';
}

function mentions(scope: Construct, endpoint: string, broker: CfnBroker): boolean {
  return (
    Token.isUnresolved(endpoint) && JSON.stringify(Stack.of(scope).resolve(endpoint)).includes(`"${Stack.of(broker).getLogicalId(broker)}"`)
  );
}

/** Names and ports out of one text each. */
export function checkEndpoints(endpoints: readonly string[], tls: boolean): StompEndpoint[] {
  if (endpoints.length === 0) {
    throw refusal("endpoints is empty: write the broker's STOMP connector, such as 'broker.internal:61614'");
  }
  return endpoints.map((endpoint) => {
    const [, name, digits] = /^(.*):(\d+)$/s.exec(endpoint) ?? [];
    const host = name?.replace(/^\[(.*)\]$/, '$1') ?? '';
    if (!Token.isUnresolved(host) && !isIP(host) && !/^(?!-)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(host)) {
      throw refusal(
        `endpoints has '${endpoint}': write name and port of the STOMP connector, such as 'broker.internal:61614', without a scheme`,
      );
    }
    if (tls && isIP(host)) {
      throw refusal(
        `endpoints has '${endpoint}' and tls is true, but nginx compares the certificate with a name, not with an IP address: ` +
          'write the name that the certificate has, or tls: false for a broker without TLS',
      );
    }
    const port = Number(digits);
    checkPort('the port in endpoints', port);
    return { host, port };
  });
}

/** Refuses a number of connections that is none. */
export function checkMaxConnections(maxConnections: number | undefined): void {
  if (maxConnections !== undefined && (!Number.isInteger(maxConnections) || maxConnections < 1)) {
    throw refusal(`maxConnections is ${maxConnections}: give a whole number of connections, 1 or more`);
  }
}

/** Refuses a virtual host that no STOMP header holds. */
export function checkVirtualHost(virtualHost: string | undefined): void {
  if (virtualHost !== undefined && !Token.isUnresolved(virtualHost) && !/^[A-Za-z0-9._/@-]+$/.test(virtualHost)) {
    throw refusal(`virtualHost is '${virtualHost}': write letters, digits and . _ - @ / only, such as 'chat'`);
  }
}
