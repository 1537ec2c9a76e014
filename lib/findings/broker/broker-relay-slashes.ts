import type { Finding } from '../finding';
import { relayError } from '../relay-error';

/** RabbitMQ takes no second slash in a destination. */
export const brokerRelaySlashes: Finding = {
  code: 'BROKER-RELAY-SLASHES',
  hop: 'broker',
  title: 'RabbitMQ refuses destinations with a second slash, and with the frame the session ends',
  cause: '/topic/rooms/lobby is a path to Spring; to RabbitMQ a topic is one word of parts with dots, and what follows a slash is invalid.',
  why: 'SUBSCRIBE or SEND is answered with ERROR "Invalid destination", after which the whole WebSocket is closed with 1002.',
  cure: 'Write dots after the first name, /topic/rooms.lobby, and let Spring match them: setPathMatcher(new AntPathMatcher("."))',
  symptoms: [
    { seen: 'frame', text: 'message:Invalid destination' },
    { seen: 'frame', text: "' is not a valid <kind> destination" },
    { seen: 'spring', text: 'Received ERROR {message=[Invalid destination]' },
  ],
  paste: 'registry.setPathMatcher(new AntPathMatcher("."));\nregistry.enableStompBrokerRelay("/topic", "/queue");',
  source: [
    'https://www.rabbitmq.com/docs/stomp',
    'https://docs.spring.io/spring-framework/reference/web/websocket/stomp/destination-separator.html',
  ],
  explains: ['message', 'stomp'],
  refutedBy: ['delivered'],
  outside: '--echo <send>=<receive>',
  matches: (evidence) =>
    evidence.message?.errors.some((error) => /invalid destination/i.test(error)) ?? relayError(evidence, /invalid destination/i),
};
