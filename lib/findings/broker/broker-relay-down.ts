import { isDown } from '../../aws/broker-state';
import { RELAY_CUT } from '../common-symptoms';
import type { Finding } from '../finding';
import { relayError } from '../relay-error';

/** The STOMP broker is not available. */
export const brokerRelayDown: Finding = {
  code: 'BROKER-RELAY-DOWN',
  hop: 'broker',
  title: 'the STOMP broker is not available',
  cause:
    'The application relays to a broker that it cannot connect to: it does not run, its name has no address, a security group or a ' +
    'route is missing, or it closes the connection because the heartbeats of the application do not reach it in time.',
  why:
    'All STOMP clients get ERROR and close code 1002 within a second, and new ones "Broker not available."; /actuator/health stays UP, ' +
    'because Spring Boot has no indicator for this connection. Now and then Spring answers a CONNECT with nothing at all, and a client ' +
    'without connectionTimeout waits for ever.',
  cure: "Start the broker, let its security group admit the hosts to its port, and check the relay's host and port",
  symptoms: [
    { seen: 'frame', text: 'Broker not available.' },
    { seen: 'spring', text: "Message broker not active. Consider subscribing to receive BrokerAvailabilityEvent's" },
    { seen: 'spring', text: 'TCP connection failure in session <id>: Failed to connect: <reason>' },
    {
      seen: 'spring',
      text:
        'Received ERROR {message=[AMQ229014: Did not receive data from <address> within the <n>ms connection TTL' +
        '<more> session=_system_',
    },
    ...RELAY_CUT,
  ],
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-broker-relay.html'],
  explains: ['stomp', 'message', 'gate'],
  refutedBy: ['delivered'],
  onHost: true,
  inAws({ access = [], instance, broker }) {
    if (broker && isDown(broker)) {
      const { id, name, state, wanted } = broker;
      return {
        question: 'broker',
        title:
          state === 'CRITICAL_ACTION_REQUIRED' ? 'Amazon MQ wants something done for the broker' : 'the broker of Amazon MQ does not run',
        detail: `${name} is ${state}${wanted ? `: ${wanted}` : ''}`,
        paste: `aws mq describe-broker --broker-id ${id} --query '[BrokerState,ActionsRequired]'`,
      };
    }
    const shut = access.find(({ purpose, admitted, released }) => purpose === 'broker' && (admitted === false || released === false));
    if (!shut) {
      return undefined;
    }
    const { admitted, port, to, from } = shut;
    return {
      question: 'security-group',
      title: 'the security groups keep the host from the STOMP broker',
      detail:
        admitted === false
          ? `the broker (${to.join(', ')}) does not admit ${instance?.id} (${from.join(', ')}) to port ${port}`
          : `${instance?.id} (${from.join(', ')}) may not go out to port ${port} of the broker (${to.join(', ')})`,
      paste:
        admitted === false
          ? `aws ec2 authorize-security-group-ingress --group-id ${to[0]} --protocol tcp --port ${port} --source-group ${from[0]}`
          : `aws ec2 authorize-security-group-egress --group-id ${from[0]} --ip-permissions ` +
            `IpProtocol=tcp,FromPort=${port},ToPort=${port},UserIdGroupPairs=[{GroupId=${to[0]}}]`,
    };
  },
  matches: (evidence) => relayError(evidence, /broker not available|connection to broker/i),
};
