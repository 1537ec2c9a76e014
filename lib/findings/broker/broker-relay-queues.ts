import type { Finding } from '../finding';

/** Each session leaves a queue in the broker. */
export const brokerRelayQueues: Finding = {
  code: 'BROKER-RELAY-QUEUES',
  hop: 'broker',
  title: 'each session leaves a queue behind in the broker, for ever',
  cause:
    'convertAndSendToUser sends to a destination with the id of the session in it, such as /queue/notifications-user1a2b. RabbitMQ ' +
    'makes a durable queue of it, ActiveMQ a queue that it does not collect by default, Artemis an address likewise.',
  why: 'Queues grow with every connection that ever was, until the broker is out of memory.',
  cure: 'Send to users below /topic, or SUBSCRIBE with auto-delete:true and durable:false (RabbitMQ); else have the broker collect them',
  symptoms: [
    { seen: 'user', text: 'the broker has a queue for every session that ever was, such as notifications-user1a2b' },
    { seen: 'user', text: 'the number of queues in RabbitMQ or ActiveMQ grows and never shrinks' },
  ],
  paste: [
    '# RabbitMQ: messaging.convertAndSendToUser(user, "/topic/notifications", ...)',
    '# ActiveMQ: <broker schedulePeriodForDestinationPurge="60000"> and <policyEntry queue=">" gcInactiveDestinations="true"/>',
    '# Artemis: <auto-delete-addresses>true</auto-delete-addresses>',
  ].join('\n'),
  source: [
    'https://www.rabbitmq.com/docs/stomp#d',
    'https://activemq.apache.org/components/classic/documentation/delete-inactive-destinations',
  ],
  explains: ['message'],
  severity: 'notice',
  outside: false,
};
