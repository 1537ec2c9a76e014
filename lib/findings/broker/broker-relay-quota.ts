import { isFull } from '../../aws/broker-state';
import { RELAY_CUT } from '../common-symptoms';
import type { Finding } from '../finding';

/** The broker takes no further connection. */
export const brokerRelayQuota: Finding = {
  code: 'BROKER-RELAY-QUOTA',
  hop: 'broker',
  title: 'the broker closes new connections at once: it has as many as it takes',
  cause:
    "Each STOMP session is one connection to the broker, and each host has one more. ActiveMQ's shipped configuration takes 1 000, " +
    'Amazon MQ for ActiveMQ 300 on micro and 2 000 on larger instances, for all hosts together. A port of TLS that is spoken to ' +
    'without TLS looks the same.',
  why: 'New clients get "Connection to broker closed." and close code 1002 at once; only the log of the broker says why.',
  cure: "Raise the broker's limit (maximumConnections, or Amazon MQ's quota) or take a larger one; or share messages without a relay",
  symptoms: [
    { seen: 'frame', text: 'Exceeded the maximum number of allowed client connections' },
    { seen: 'spring', text: 'Exceeded the maximum number of allowed client connections' },
    { seen: 'nginx', text: 'peer closed connection in SSL handshake while SSL handshaking to upstream' },
    ...RELAY_CUT,
  ],
  source: [
    'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-limits.html',
    'https://activemq.apache.org/components/classic/documentation/configuring-transports',
  ],
  explains: ['stomp', 'gate'],
  alsoCures: ['BROKER-RELAY-DOWN'],
  refutedBy: ['delivered'],
  onHost: true,
  inAws({ broker }) {
    return broker && isFull(broker)
      ? {
          question: 'broker',
          detail: `${broker.name} has ${broker.connections} connections of all protocols, and takes ${broker.most} of STOMP`,
        }
      : undefined;
  },
};
