import { Hierarchy, type Method } from '../classes/hierarchy';
import { simpleName } from '../classes/simple-name';
import { applicationIn, type Application } from './application';
import { type Broker, brokerOf } from './broker';
import { adapted, callersOf, listening, scheduled } from './handed-over';
import { only, reaching } from './reaching';
import { type Sent, Sends } from './sends';
import { type Start, type Starter, startsIn } from './starts';

/** What an application does that is another thing on several hosts than on one. */
export interface Inspected {
  readonly broker: Broker;
  /** What sends without a client's message, and what listens to sessions. */
  readonly started: readonly Started[];
  /** Methods that look up users. */
  readonly usersReadBy: readonly string[];
  /** How many of its own classes could not be read. */
  readonly unread: number;
}

/** A method that something other than a client's message runs. */
export interface Started {
  /** Such as `RoomTicker.publish`. */
  readonly method: string;
  readonly starter: Starter;
  /** Such as `@Scheduled`. */
  readonly by: string;
  /** What it sends; undefined where it sends nothing. */
  readonly sent?: Sent;
}

const SESSION_EVENTS = 'org/springframework/web/socket/messaging/Session';
const USERS = 'org/springframework/messaging/simp/user/SimpUserRegistry';

/** Looks into the classes of an executable jar or war. */
export function inspect(jar: string): Inspected {
  return inspected(applicationIn(jar));
}

export function inspected(application: Application): Inspected {
  const hierarchy = new Hierarchy(application.classes);
  const mentioning = (text: string) => hierarchy.classes.filter(({ pool }) => pool.mentions(text));
  const senders = reaching(hierarchy, mentioning('org/springframework/messaging/'));
  const listeners = only(
    mentioning(SESSION_EVENTS).filter(({ name }) => !senders.find(name)),
    hierarchy,
  );
  const starts = onePerMethod([
    ...[...startsIn(senders), ...startsIn(listeners)],
    ...[...scheduled(senders), ...listening(senders), ...adapted(senders, hierarchy)],
  ]);
  const sends = new Sends(
    senders,
    starts.flatMap(({ method, parts }) => parts ?? method),
  );
  const started = starts
    .map(({ method, parts, starter, by }) => ({ method: nameOf(method), starter, by, sent: sends.of(parts ?? [method]) }))
    .filter(({ starter, sent }) => sent !== undefined || starter === 'session');
  return {
    broker: brokerOf(application.libraries, only(mentioning('Broker'), hierarchy)),
    started: started.sort((a, b) => (a.method < b.method ? -1 : 1)),
    usersReadBy: [...new Set(callersOf(senders, USERS, ({ owner }) => owner === USERS).map(nameOf))].sort(),
    unread: application.unread,
  };
}

/** The first that is found says enough. */
function onePerMethod(starts: readonly Start[]): Start[] {
  return [...new Map([...starts].reverse().map((start) => [start.method.member, start])).values()];
}

/** As the source has it: a lambda by the method that it stands in. */
function nameOf({ file, member }: Method): string {
  const name = /^lambda\$(.+)\$\d+$/.exec(member.name)?.[1] ?? member.name;
  return `${simpleName(file.name)}.${name}`;
}
