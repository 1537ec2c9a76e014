import type { Broker } from './broker';
import type { RelayInspected, RelayOption } from './relay';
import type { Sentence } from './sentences';

/** What is known of the hosts and their broker. */
export interface RelayFacts {
  readonly several: boolean;
  readonly endpoints: readonly { readonly host: string }[];
  readonly username?: string;
  readonly virtualHost?: string;
}

const ELSE = 'write Messaging.valkey(), which shares what enableSimpleBroker sends, or enableStompBrokerRelay in the application';

const NO_RELAY: Partial<Record<Broker, string>> = {
  'in-memory': `has Spring's in-memory broker (enableSimpleBroker): ${ELSE}`,
  own: 'has a broker of its own: write Messaging.byApplication() where that one reaches other hosts',
  'no-stomp': 'has no STOMP (spring-websocket with spring-messaging): write Messaging.byApplication()',
  reactive: 'is reactive (WebFlux), where Spring has no such relay: write Messaging.byApplication()',
};

/** The line with which a configuration begins that has all of it. */
const RELAY = 'registry.enableStompBrokerRelay("/topic", "/queue")';

/** What is to be said of an application that relays to a broker. */
export function relaySentences(found: RelayInspected, facts: RelayFacts): Sentence[] {
  const reason = NO_RELAY[found.broker];
  if (reason !== undefined) {
    return [{ id: 'nothingRelayed', text: `Messaging.relay leads a broker relay to its broker, but the application ${reason}` }];
  }
  const said: Record<string, string | undefined> = {
    relayLibrary: found.lacks && library(found.lacks),
    ...(found.broker === 'relay' ? ofConfiguration(found, facts) : {}),
    relaySlashes: isRabbit(facts) && found.slashes.length > 0 ? slashes(found.slashes) : undefined,
    relayUnread: found.unread > 0 ? relayNotRead(`${found.unread} classes of the jar cannot be read`) : undefined,
  };
  return Object.entries(said).flatMap(([id, text]) => (text === undefined ? [] : [{ id, text }]));
}

/** Where nothing can be read. */
export function relayNotRead(why: string): string {
  return (
    `${why}, so nobody looked for what a broker relay needs: its library (Reactor Netty), client and system credentials, ` +
    'setUserDestinationBroadcast and setUserRegistryBroadcast (docs/relay.md)'
  );
}

function library(missing: string): string {
  return (
    `the jar has no ${missing}, by which a broker relay connects, so the application would not start: ` +
    `add the dependency io.projectreactor.netty:${missing}`
  );
}

function ofConfiguration({ sets, withoutHeartbeats }: RelayInspected, { several, username }: RelayFacts) {
  const missing = (...options: RelayOption[]) => options.filter((option) => !sets.has(option));
  const broadcasts = missing('setUserDestinationBroadcast', 'setUserRegistryBroadcast');
  const logins = missing('setClientLogin', 'setClientPasscode', 'setSystemLogin', 'setSystemPasscode');
  const address = ADDRESS.filter((option) => sets.has(option));
  return {
    relayUsers: several && broadcasts.length > 0 ? users(broadcasts) : undefined,
    relayLogin: username !== undefined && logins.length > 0 ? login(logins) : undefined,
    relayHeartbeats: withoutHeartbeats ? HEARTBEATS : undefined,
    relayAddress: address.length > 0 ? ofAddress(address) : undefined,
  };
}

const ADDRESS = ['setRelayHost', 'setRelayPort', 'setTcpClient'] as const;

const BROADCASTS = {
  setUserDestinationBroadcast: '.setUserDestinationBroadcast("/topic/unresolved-user-destination")',
  setUserRegistryBroadcast: '.setUserRegistryBroadcast("/topic/simp-user-registry")',
};

function users(missing: readonly RelayOption[]): string {
  return (
    `the application does not call ${missing.join(' and ')} of its relay, so a message to a user whose sockets are on another host is ` +
    `lost without an error: write ${RELAY}${Object.values(BROADCASTS).join('')}`
  );
}

const LOGINS = '.setClientLogin(login).setClientPasscode(passcode).setSystemLogin(login).setSystemPasscode(passcode)';

function login(missing: readonly RelayOption[]): string {
  return (
    `the application does not call ${missing.join(', ')} of its relay, so Spring says guest where the broker expects the user that ` +
    `messaging names: write ${RELAY}${LOGINS} with @Value("\${STOMP_BROKER_LOGIN:}") and @Value("\${STOMP_BROKER_PASSCODE:}")`
  );
}

const HEARTBEATS =
  'the application switches off heartbeats of its own session with the broker (setSystemHeartbeatSendInterval or ' +
  'setSystemHeartbeatReceiveInterval is 0), so nobody notices a broker that hangs: leave both at their default of 10 s';

function ofAddress(options: readonly RelayOption[]): string {
  return (
    `the application calls ${options.join(' and ')} of its relay: on a host it must come out as 127.0.0.1:61613, Spring's default, from ` +
    'where nginx leads to the broker over TLS: leave it out, or set it by a property that is not set on the hosts'
  );
}

/** As far as its address or a virtual host, which only it has, says. */
function isRabbit({ endpoints, virtualHost }: RelayFacts): boolean {
  return virtualHost !== undefined || endpoints.some(({ host }) => /rabbit/i.test(host));
}

function slashes(destinations: readonly string[]): string {
  const [first] = destinations;
  const [, prefix, name] = /^(\/[^/]+\/)(.*)$/s.exec(first)!;
  const others = destinations.length > 1 ? ` and ${destinations.length - 1} more` : '';
  return (
    `the application has ${first}${others}, which RabbitMQ refuses, and with it ends the session of the client: write dots, ` +
    `${prefix}${name.replace(/\//g, '.')} (in the browser too), and registry.setPathMatcher(new AntPathMatcher("."))`
  );
}
