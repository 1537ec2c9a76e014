import type { Finding } from './finding';

/** The STOMP broker is not available. */
export const stompRelayDown: Finding = {
  code: 'STOMP-RELAY-DOWN',
  hop: 'broker',
  title: 'the STOMP broker is not available',
  cause: 'The application relays to a broker that it cannot reach, or whose login it does not have.',
  why: 'CONNECT is answered with ERROR "Broker not available.".',
  cure: 'Start the broker, open its port to the application, check the relay\'s login and passcode',
  symptoms: [
    { seen: 'frame', text: 'Broker not available.' },
    { seen: 'spring', text: 'Message broker not active. Consider subscribing to receive BrokerAvailabilityEvent\'s' },
    { seen: 'spring', text: 'Connection to broker closed.' },
    { seen: 'spring', text: 'No messages received in <n> ms.' },
    { seen: 'spring', text: 'No compatible version of Reactor Netty' },
  ],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-broker-relay.html'],
  explains: ['stomp', 'message'],
  matches(evidence) {
    const { stomp } = evidence;
    return stomp?.command === 'ERROR' && /broker not available|connection to broker|broker/i.test(stomp.error ?? '');
  },
};
