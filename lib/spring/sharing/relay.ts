import { Hierarchy } from '../classes/hierarchy';
import { walk } from '../classes/walk';
import { applicationIn, type Application } from './application';
import { type Broker, brokerOf } from './broker';
import { only } from './reaching';

/** What an application says of its broker relay. */
export interface RelayInspected {
  readonly broker: Broker;
  /** The library by which Spring's relay connects, if it is missing. */
  readonly lacks?: string;
  /** Which of the relay's options it sets. */
  readonly sets: ReadonlySet<RelayOption>;
  /** Its session with the broker sends or expects no heartbeats. */
  readonly withoutHeartbeats: boolean;
  /** Destinations with more than one name after `/topic/` or `/queue/`; `*` is what only a run tells. */
  readonly slashes: readonly string[];
  /** How many of its own classes could not be read. */
  readonly unread: number;
}

const OPTIONS = [
  'setUserDestinationBroadcast',
  'setUserRegistryBroadcast',
  'setClientLogin',
  'setClientPasscode',
  'setSystemLogin',
  'setSystemPasscode',
  'setRelayHost',
  'setRelayPort',
  'setTcpClient',
] as const;

/** A method of Spring's StompBrokerRelayRegistration. */
export type RelayOption = (typeof OPTIONS)[number];

const HEARTBEAT = /^setSystemHeartbeat(?:Send|Receive)Interval$/;
/** Where a text of a concatenation is put in when it runs (StringConcatFactory). */
const HOLE = /[\x01\x02]/g;
const SLASHES = /^\/(?:topic|queue)\/[^/]+\/./;

/** Looks into the classes of an executable jar or war. */
export function inspectRelay(jar: string): RelayInspected {
  return relayOf(applicationIn(jar));
}

export function relayOf({ classes, libraries, unread }: Application): RelayInspected {
  const hierarchy = new Hierarchy(classes);
  const mentioning = (text: string) => classes.filter(({ pool }) => pool.mentions(text));
  const destinations = ['/topic/', '/queue/'].flatMap((prefix) => mentioning(prefix)).flatMap(({ pool }) => pool.allTexts());
  const slashes = destinations.filter((text) => SLASHES.test(text)).map((text) => text.replace(HOLE, '*'));
  return {
    broker: brokerOf(libraries, only(mentioning('Broker'), hierarchy)),
    lacks: libraries.length > 0 ? missingClient(libraries) : undefined,
    sets: new Set(OPTIONS.filter((option) => mentioning(option).length > 0)),
    withoutHeartbeats: mentioning('setSystemHeartbeat').some((file) =>
      file.methods
        .flatMap((method) => walk(file, method).calls)
        .some(({ name, arguments: [interval] }) => HEARTBEAT.test(name) && isZero(interval)),
    ),
    slashes: [...new Set(slashes)].sort(),
    unread,
  };
}

/** Spring 6 asks for a class of Reactor Netty's HTTP before it connects; Spring 5 and 7 take the core alone. */
function missingClient(libraries: readonly string[]): string | undefined {
  const needed = libraries.some((name) => name.startsWith('spring-messaging-6.')) ? 'reactor-netty-http' : 'reactor-netty-core';
  return libraries.some((name) => name.startsWith(needed) || /^reactor-netty-\d/.test(name)) ? undefined : needed;
}

function isZero(value: { readonly is: string; readonly number?: number } | undefined): boolean {
  return value?.is === 'number' && value.number === 0;
}
