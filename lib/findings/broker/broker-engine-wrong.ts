import { ENGINE_AWAY } from '../common-symptoms';
import { HOME, type Finding } from '../finding';

/** What answers at the engine's address cannot hand on messages. */
export const brokerEngineWrong: Finding = {
  code: 'BROKER-ENGINE-WRONG',
  hop: 'broker',
  title: "what answers at the engine's address cannot hand messages to the other hosts",
  cause: 'It is a replica, whose messages stay with it, Redis before version 6, or another server.',
  why: 'The application is healthy, but its messages reach only the clients of their own host.',
  cure: 'Give the primary endpoint of Valkey, or Redis 6 or newer, or the STOMP port of ActiveMQ',
  symptoms: [
    'is a replica: what it is told reaches no other host',
    'does not know version 3 of its protocol',
    "does not speak Valkey's protocol on this port",
    'does not speak STOMP on this port',
    'refuses: <reason>',
  ].map((text) => ({ seen: 'spring' as const, text: `${ENGINE_AWAY}<engine> ${text}` })),
  source: [`${HOME}/blob/main/docs/messaging.md#when-the-engine-does-not-answer`],
  explains: ['gate', 'message'],
  refutedBy: ['gate'],
  onHost: true,
};
