import type { Finding } from '../finding';

/** Messages of one client overtake each other. */
export const brokerOrder: Finding = {
  code: 'BROKER-ORDER',
  hop: 'broker',
  title: 'messages of one client overtake each other',
  cause: 'Spring handles what comes in and what goes out on several threads each, and keeps no order between them unless it is told to.',
  why: 'What a client sends in quick succession arrives in another order, now and then, and on one host as well as between hosts.',
  cure: 'Call setPreservePublishOrder(true) on MessageBrokerRegistry, and setPreserveReceiveOrder(true) on StompEndpointRegistry',
  symptoms: [{ seen: 'user', text: 'messages appear in the wrong order' }],
  paste: 'registry.setPreservePublishOrder(true);\nregistry.setPreserveReceiveOrder(true);',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/ordered-messages.html'],
  explains: ['between-hosts', 'same-user'],
  severity: 'notice',
  outside: false,
  matches({ betweenHosts, sameUser }) {
    return [betweenHosts, sameUser].some((found) => found?.ways.some(({ early }) => early > 0));
  },
};
