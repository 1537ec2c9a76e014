import type { Finding } from '../finding';
import { relayError } from '../relay-error';

/** The broker has no virtual host of the name that the relay sends. */
export const brokerRelayHost: Finding = {
  code: 'BROKER-RELAY-HOST',
  hop: 'broker',
  title: 'the broker has no virtual host of the name that the relay sends',
  cause:
    'setVirtualHost of the relay names one that the broker does not have, or that the user may not use; without it Spring sends what a ' +
    'client sends as host, or nothing, which RabbitMQ, ActiveMQ and Artemis take for their default.',
  why: 'The relay does not connect, or every client gets an ERROR frame instead of CONNECTED.',
  cure: "Name a virtual host that the user may use: enableStompBrokerRelay(...).setVirtualHost(...), '/' being RabbitMQ's default",
  symptoms: ['Virtual hosting is not supported or host is unknown', "Virtual host '<name>' access denied"].flatMap((text) => [
    { seen: 'frame' as const, text },
    { seen: 'spring' as const, text: `Received ERROR {<headers>${text}` },
  ]),
  paste: 'registry.enableStompBrokerRelay("/topic", "/queue").setVirtualHost("/");',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-broker-relay-configure.html'],
  explains: ['stomp', 'gate'],
  alsoCures: ['BROKER-RELAY-DOWN'],
  onHost: true,
  matches: (evidence) => relayError(evidence, /virtual host/i),
};
