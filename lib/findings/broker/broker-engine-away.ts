import { ENGINE_AWAY } from '../common-symptoms';
import { type Finding, HOME } from '../finding';

/** The application is not connected to the engine that hosts share messages over. */
export const brokerEngineAway: Finding = {
  code: 'BROKER-ENGINE-AWAY',
  hop: 'broker',
  title: 'the application does not reach the engine over which the hosts share messages',
  cause: 'Its address or port, a security group, TLS or its certificate, user or password; or it does not run.',
  why: 'Clients of this host hear nothing from clients of the others; among themselves they do.',
  cure: 'Admit the hosts (messaging: securityGroups, or host.connections.allowTo), and look at address, port, tls, username and password',
  symptoms: [
    { seen: 'spring', text: ENGINE_AWAY },
    ...[
      'is not found: its name has no address',
      'refuses connections: nothing listens on its port',
      'does not answer: no connection within <n> s',
      'is not reached: <reason>',
      'is silent: it said nothing for <n> s',
      'closed the connection',
      'broke the connection: <reason>',
      'takes no more messages: <reason>',
    ].map((text) => ({ seen: 'spring' as const, text: `${ENGINE_AWAY}<engine> ${text}` })),
  ],
  source: [`${HOME}/blob/main/docs/messaging.md#when-the-engine-does-not-answer`],
  explains: ['gate', 'message'],
  refutedBy: ['gate'],
  onHost: true,
};
