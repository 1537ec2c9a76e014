import { type Finding, HOME } from '../finding';

/** The relay works, but the application does not use it. */
export const brokerRelayUnused: Finding = {
  code: 'BROKER-RELAY-UNUSED',
  hop: 'broker',
  title: 'the broker answers through nginx, but the application is not connected to it',
  cause:
    'It has enableSimpleBroker, its relay has another host or port than 127.0.0.1:61613, its login fails without a word in its log, or ' +
    'its attempts to connect have ended.',
  why: 'Messages of this host reach its own clients at most.',
  cure: "Write enableStompBrokerRelay without setRelayHost, with the environment's login; else read its log and restart it",
  source: [`${HOME}/blob/main/docs/relay.md#a-broker-of-your-own`],
  paste: [
    'registry.enableStompBrokerRelay("/topic", "/queue")',
    '    .setSystemLogin(System.getenv("STOMP_BROKER_LOGIN")).setSystemPasscode(System.getenv("STOMP_BROKER_PASSCODE"))',
    '    .setClientLogin(System.getenv("STOMP_BROKER_LOGIN")).setClientPasscode(System.getenv("STOMP_BROKER_PASSCODE"));',
  ].join('\n'),
  explains: ['gate'],
  refutedBy: ['gate'],
  onHost: true,
};
