import { ENGINE_AWAY } from '../common-symptoms';
import { HOME, type Finding } from '../finding';

/** The engine that hands on messages does not let a host in. */
export const brokerEngineLogin: Finding = {
  code: 'BROKER-ENGINE-LOGIN',
  hop: 'broker',
  title: 'the engine that hands messages to the other hosts does not let this host in',
  cause: 'User or password of Valkey or ActiveMQ are missing or wrong, or the user may not use the channel.',
  why: 'The application is healthy, but its messages reach only the clients of their own host.',
  cure: "Give the engine's user and secret, and allow that user the channel and what is done with it",
  symptoms: [
    'asks for a password, and none is set',
    'asks for a user and a password, and none is set',
    'refuses the password of user <name>',
    'does not allow user <name> what it needs on <channel>',
  ].map((text) => ({ seen: 'spring' as const, text: `${ENGINE_AWAY}<engine> ${text}` })),
  paste: 'user app on >PASSWORD resetkeys resetchannels &CHANNEL -@all +hello +ping +subscribe +publish +pubsub|numsub',
  source: [`${HOME}/blob/main/docs/messaging.md#valkey`, 'https://valkey.io/topics/acl/'],
  explains: ['gate', 'message'],
  refutedBy: ['gate'],
  onHost: true,
};
