import type { Finding } from './finding';

/** Several instances with a broker in memory: messages stay on their node. */
export const brokerMultiNode: Finding = {
  code: 'BROKER-MULTI-NODE',
  hop: 'broker',
  title: 'several instances with a broker in memory: messages stay on their node',
  cause: 'Spring\'s simple broker knows only the clients of its own process.',
  why: 'Some users miss messages, others do not, depending on the instance; no error anywhere.',
  cure: 'One instance, or a broker for all: enableStompBrokerRelay with RabbitMQ or ActiveMQ',
  symptoms: [
    { seen: 'user', text: 'some users miss messages and others do not' },
  ],
  paste: 'registry.enableStompBrokerRelay("/topic", "/queue").setRelayHost("broker.internal").setRelayPort(61613);',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-broker-relay.html'],
  explains: ['message'],
  outside: '--echo <send>=<receive>',
  matches(evidence) {
    const { message } = evidence;
    return message?.delivered === false && message.cameBack === true;
  },
};
