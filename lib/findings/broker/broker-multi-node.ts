import { isApart } from '../apart';
import { type Finding, HOME } from '../finding';

/** Several instances with an in-memory broker: messages reach only the clients of their own instance. */
export const brokerMultiNode: Finding = {
  code: 'BROKER-MULTI-NODE',
  hop: 'broker',
  title: 'several instances with an in-memory broker: messages reach only the clients of their own instance',
  cause: "Spring's simple broker knows only the clients of its own process.",
  why: 'Some users miss messages and others do not, depending on the instance; there is no error.',
  cure:
    'Let the hosts share messages (messaging of WebSocketHost or SpringWebSocketService), use enableStompBrokerRelay, ' +
    'or run one instance',
  symptoms: [{ seen: 'user', text: 'some users miss messages and others do not' }],
  paste: [
    '// on hosts of this library, with the application as it is:',
    'messaging: Messaging.valkey(),',
    '// anywhere, with a broker that speaks STOMP:',
    'registry.enableStompBrokerRelay("/topic", "/queue").setRelayHost("broker.internal").setRelayPort(61613);',
  ].join('\n'),
  source: [
    `${HOME}/blob/main/docs/several-hosts.md`,
    'https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-broker-relay.html',
  ],
  explains: ['message', 'between-hosts', 'same-user'],
  refutedBy: ['delivered'],
  outside: '--echo <send>=<receive>',
  matches(evidence) {
    const { message, betweenHosts, sameUser, proved = [] } = evidence;
    // Where topics cross, what a user misses has another cause.
    const told = betweenHosts ?? sameUser;
    return (
      (message?.delivered === false && message.cameBack === true) ||
      (proved.every(({ question }) => question !== 'between-hosts') && told !== undefined && isApart(told))
    );
  },
};
