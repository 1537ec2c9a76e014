import { type Finding, HOME } from '../finding';

/** Messaging is asked for, but nothing in the application shares its messages. */
export const brokerNotShared: Finding = {
  code: 'BROKER-NOT-SHARED',
  hop: 'broker',
  title: 'messaging is given, but nothing in the application shares its messages',
  cause:
    "The host's companion is not in its JVM, or the application has no simple broker (enableSimpleBroker) whose messages it could share.",
  why: 'Clients of one host would never hear clients of another.',
  cure: 'Build the jar as Spring Boot does and leave the companion on; with a broker of its own write messaging: Messaging.byApplication()',
  symptoms: [{ seen: 'spring', text: 'Messages are not shared with the fleet: <reason>' }],
  source: [`${HOME}/blob/main/docs/messaging.md`],
  explains: ['gate', 'message'],
  refutedBy: ['gate'],
  onHost: true,
};
