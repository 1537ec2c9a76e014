import type { Finding } from '../finding';
import { relayError } from '../relay-error';

/** The broker refuses the relay's login or passcode. */
export const brokerRelayLogin: Finding = {
  code: 'BROKER-RELAY-LOGIN',
  hop: 'broker',
  title: "the broker refuses the relay's login or passcode",
  cause:
    'Spring has two logins, of its own session (systemLogin, systemPasscode) and of its clients (clientLogin, clientPasscode), and both ' +
    'are guest unless they are set; RabbitMQ takes guest from its own machine only.',
  why: 'The application starts and is healthy, but is never connected to its broker: each CONNECT is answered with ERROR.',
  cure: 'Set all four of systemLogin, systemPasscode, clientLogin and clientPasscode, and compare the secret with the user of the broker',
  symptoms: [
    'User name [<name>] or password is invalid.',
    "Access refused for user '<name>'",
    'non-loopback access denied',
    'AMQ229031: Unable to validate user',
  ].flatMap((text) => [
    { seen: 'frame' as const, text },
    { seen: 'spring' as const, text: `Received ERROR {<headers>${text}` },
  ]),
  paste: [
    'registry.enableStompBrokerRelay("/topic", "/queue")',
    '    .setSystemLogin(login).setSystemPasscode(passcode)',
    '    .setClientLogin(login).setClientPasscode(passcode);',
  ].join('\n'),
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/handle-broker-relay-configure.html'],
  explains: ['stomp', 'gate'],
  alsoCures: ['BROKER-RELAY-DOWN'],
  refutedBy: ['delivered'],
  onHost: true,
  matches: (evidence) =>
    relayError(evidence, /password is invalid|access refused|access denied|AMQ229031/i) && !relayError(evidence, /virtual host/i),
};
