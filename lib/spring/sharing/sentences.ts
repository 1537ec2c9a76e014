import type { Broker } from './broker';
import type { Inspected, Started } from './inspect';
import { isCovered } from './patterns';

/** What the consumer has said of an application on several hosts. */
export interface SharingAnswers {
  readonly localDestinations?: readonly string[];
  readonly sessionEvents?: boolean;
}

/** What is said at synthesis, under an id by which it can be acknowledged. */
export interface Sentence {
  readonly id: string;
  readonly text: string;
  /** For knowing, where nothing is to be done. */
  readonly isInfo?: boolean;
}

/** How many methods are named. */
const MOST = 8;

const BY_APPLICATION = 'share messages in the application, and write Messaging.byApplication()';

const NO_BROKER: Partial<Record<Broker, string>> = {
  relay:
    'has a broker relay (enableStompBrokerRelay), over which its hosts share messages already: write ' +
    'Messaging.relay(StompBroker.existing({ ... })), by which nginx leads it to the broker, or Messaging.byApplication()',
  own:
    'has a broker of its own, which the companion does not know: write Messaging.byApplication() where that one reaches other hosts, ' +
    'else enableSimpleBroker in the application',
  'no-stomp': `has no STOMP (spring-websocket with spring-messaging): ${BY_APPLICATION}`,
  reactive: `is reactive (WebFlux), where Spring has no such broker: ${BY_APPLICATION}`,
};

const READ =
  "Read are the jar's own classes, not its libraries, XML or reflection; npx cdk-spring-websocket rehearse --hosts 2 " +
  'counts what arrives.';

/** What is to be said of an application whose hosts share messages over an engine. */
export function sentences({ broker, started, usersReadBy, unread }: Inspected, answers: SharingAnswers): Sentence[] {
  const reason = NO_BROKER[broker];
  if (reason !== undefined) {
    const text = `messaging shares what Spring's in-memory broker sends, but the application ${reason}`;
    return [{ id: 'nothingShared', text: `${text}. As it is, the deployment would fail` }];
  }
  const repeated = ({ starter }: Started) => starter === 'every-host' || (starter === 'session' && answers.sessionEvents === true);
  const open = started.filter(({ sent }) => sent && !isLocal(answers, sent));
  const every = open.filter(repeated);
  const listeners = open.filter(({ starter }) => starter === 'listener');
  const sessions = answers.sessionEvents === undefined ? started.filter(({ starter }) => starter === 'session') : [];
  return [
    ...(every.length > 0 ? [{ id: 'sharedBroadcasts', text: broadcasts(every) }] : []),
    ...(listeners.length > 0 ? [{ id: 'sharedListeners', text: ofListeners(listeners) }] : []),
    ...(sessions.length > 0 ? [{ id: 'sharedSessions', text: ofSessions(sessions) }] : []),
    ...(usersReadBy.length > 0 ? [{ id: 'sharedUsers', text: ofUsers(usersReadBy), isInfo: true }] : []),
    ...(unread > 0 ? [{ id: 'sharedUnread', text: notRead(`${unread} classes of the jar cannot be read`) }] : []),
  ];
}

/** Where nothing can be read. */
export function notRead(why: string): string {
  return (
    `${why}, so nobody looked for what would reach clients once for each host (@Scheduled methods and listeners that send to ` +
    'destinations) or counts sessions of one host: name such destinations in localDestinations, and set sessionEvents'
  );
}

function isLocal({ localDestinations = [] }: SharingAnswers, { destinations, elsewhere }: NonNullable<Started['sent']>): boolean {
  return !elsewhere && destinations.every((destination) => isCovered(destination, localDestinations));
}

function broadcasts(every: readonly Started[]): string {
  return (
    `every host runs ${list(every.map(withDestinations))}: clients get these messages once for each host. Name the destinations in ` +
    `localDestinations of messaging, where every host sends to its own clients, or let one host alone send them (ShedLock). ${READ}`
  );
}

function ofListeners(listeners: readonly Started[]): string {
  return (
    `messages come in from elsewhere at ${list(listeners.map(withDestinations))}: where one of the hosts gets each (one consumer group, ` +
    'one queue), clients get it once; where every host gets each, they get it once for each host, so name the destinations in ' +
    `localDestinations of messaging. ${READ}`
  );
}

function ofSessions(sessions: readonly Started[]): string {
  const sends = sessions.some(({ sent }) => sent)
    ? ' What they send themselves then comes from every host: name it in localDestinations.'
    : '';
  return (
    `only sessions of their own host are told to ${list(sessions.map(withDestinations))}: what they count is one host's. sessionEvents: ` +
    'true at messaging tells them of sessions of all hosts, and what they do outside, such as in a database, is then done once for each ' +
    `host; sessionEvents: false leaves them as they are.${sends}`
  );
}

function ofUsers(methods: readonly string[]): string {
  return (
    `${list(methods)} asks SimpUserRegistry, which with messaging knows the users of all hosts, ` +
    'those of other hosts without their Principal'
  );
}

function withDestinations({ method, by, sent }: Started): string {
  const places = [...(sent?.destinations ?? []), ...(sent?.elsewhere ? ['destinations that only a run tells'] : [])];
  return `${method} (${by}${places.length > 0 ? `, to ${list(places)}` : ''})`;
}

function list(all: readonly string[]): string {
  const named = all.length > MOST ? [...all.slice(0, MOST - 1), `${all.length - MOST + 1} more`] : [...all];
  const last = named.pop();
  return named.length > 0 ? `${named.join(', ')} and ${last}` : `${last}`;
}
