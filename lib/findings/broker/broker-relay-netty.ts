import type { Finding } from '../finding';

/** The application has no Reactor Netty, or with Spring 6 its core alone. */
export const brokerRelayNetty: Finding = {
  code: 'BROKER-RELAY-NETTY',
  hop: 'broker',
  title: 'the application does not start: enableStompBrokerRelay needs Reactor Netty, which is missing',
  cause:
    'Spring connects to the broker with Reactor Netty, and spring-boot-starter-websocket does not bring it. Spring 6 (Boot 3) also ' +
    "wants reactor-netty-http, else 'No compatible version of Reactor Netty'.",
  why: "The bean 'stompBrokerRelayMessageHandler' fails to start, and the application exits.",
  cure: 'Add io.projectreactor.netty:reactor-netty-core to the dependencies, with Spring Boot 3 reactor-netty-http',
  symptoms: [
    { seen: 'spring', text: 'No compatible version of Reactor Netty' },
    { seen: 'spring', text: "Failed to start bean 'stompBrokerRelayMessageHandler'" },
    { seen: 'spring', text: 'java.lang.NoClassDefFoundError: reactor/netty/<class>' },
    { seen: 'spring', text: 'reactor/netty/resources/LoopResources' },
  ],
  paste: "implementation 'io.projectreactor.netty:reactor-netty-core'",
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-broker-relay.html'],
  explains: ['application'],
  refutedBy: ['listening'],
};
