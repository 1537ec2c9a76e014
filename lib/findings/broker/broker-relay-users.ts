import { isApart } from '../apart';
import type { Finding } from '../finding';

/** Messages to a user do not reach the user's clients on another host. */
export const brokerRelayUsers: Finding = {
  code: 'BROKER-RELAY-USERS',
  hop: 'broker',
  title: 'topics reach the clients of all hosts, but messages to a user only those of the host that sends them',
  cause:
    'A host knows the sessions of its own users. With a relay it asks the others only if setUserDestinationBroadcast names a topic for ' +
    'that, and knows of tabs on other hosts only with setUserRegistryBroadcast; both are off by default.',
  why: 'convertAndSendToUser returns normally, and nothing arrives.',
  cure: 'Set both on every host, each a topic of the broker: setUserDestinationBroadcast and setUserRegistryBroadcast',
  symptoms: [{ seen: 'user', text: 'messages to a user are lost when the user is connected to another host' }],
  paste: [
    'registry.enableStompBrokerRelay("/topic", "/queue")',
    '    .setUserDestinationBroadcast("/topic/unresolved-user-destination")',
    '    .setUserRegistryBroadcast("/topic/simp-user-registry");',
  ].join('\n'),
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/user-destination.html'],
  explains: ['same-user'],
  outside: false,
  matches: ({ betweenHosts, sameUser }) =>
    betweenHosts !== undefined && sameUser !== undefined && !isApart(betweenHosts) && isApart(sameUser),
};
