import { Bucket } from 'aws-cdk-lib/aws-s3';
import { HostCapacity, Messaging, SpringApp, StompBroker } from '../../lib';
import { type RelayInspected, relayOf } from '../../lib/spring/sharing/relay';
import { type RelayFacts, relaySentences } from '../../lib/spring/sharing/relay-sentences';
import { folderWith } from '../boot-jar';
import { fleet } from '../messaging/fleet';

const complete: RelayInspected = {
  broker: 'relay',
  sets: new Set([
    'setUserDestinationBroadcast',
    'setUserRegistryBroadcast',
    'setClientLogin',
    'setClientPasscode',
    'setSystemLogin',
    'setSystemPasscode',
  ]),
  withoutHeartbeats: false,
  slashes: [],
  unread: 0,
};
const facts: RelayFacts = { several: true, endpoints: [{ host: 'broker.internal' }], username: 'chat' };
const said = (found: Partial<RelayInspected>, more: Partial<RelayFacts> = {}) =>
  relaySentences({ ...complete, ...found }, { ...facts, ...more }).map(({ id, text }) => `${id}: ${text}`);

test('of a configuration that has all of it nothing is said', () => {
  expect(said({})).toEqual([]);
  expect(said({ broker: 'unknown', sets: new Set() })).toEqual([]);
});

test('both user broadcasts are needed, and the lines are there to paste', () => {
  const sets = new Set([...complete.sets].filter((option) => option !== 'setUserRegistryBroadcast'));
  expect(said({ sets })).toEqual([
    'relayUsers: the application does not call setUserRegistryBroadcast of its relay, so a message to a user whose sockets are on ' +
      'another host is lost without an error: write registry.enableStompBrokerRelay("/topic", "/queue")' +
      '.setUserDestinationBroadcast("/topic/unresolved-user-destination").setUserRegistryBroadcast("/topic/simp-user-registry")',
  ]);
  expect(said({ sets }, { several: false })).toEqual([]);
});

test('credentials are four, from the environment, where the broker has a user', () => {
  const sets = new Set([...complete.sets].filter((option) => !option.startsWith('setSystem')));
  const [only, ...more] = said({ sets });
  expect(only).toMatch(/^relayLogin: the application does not call setSystemLogin, setSystemPasscode of its relay, so Spring says guest/);
  expect(only).toContain('@Value("${STOMP_BROKER_LOGIN:}")');
  expect(more).toEqual([]);
  expect(said({ sets }, { username: undefined })).toEqual([]);
});

test('slashes are refused by RabbitMQ, which a name or a virtual host shows', () => {
  const slashes = ['/topic/rooms/*/messages', '/topic/rooms/lobby'];
  expect(said({ slashes })).toEqual([]);
  for (const more of [{ virtualHost: 'chat' }, { endpoints: [{ host: 'my-rabbitmq.internal' }] }]) {
    expect(said({ slashes }, more)).toEqual([
      'relaySlashes: the application has /topic/rooms/*/messages and 1 more, which RabbitMQ refuses, and with it ends the session of the ' +
        'client: write dots, /topic/rooms.*.messages (in the browser too), and registry.setPathMatcher(new AntPathMatcher("."))',
    ]);
  }
});

test.each<[string, Partial<RelayInspected>, RegExp]>([
  ['no library to connect with', { lacks: 'reactor-netty-core' }, /^relayLibrary: .*io\.projectreactor\.netty:reactor-netty-core$/],
  ['no heartbeats', { withoutHeartbeats: true }, /^relayHeartbeats: .*leave both at their default of 10 s$/],
  ['an address of its own', { sets: new Set([...complete.sets, 'setRelayHost']) }, /^relayAddress: .*calls setRelayHost of its relay/],
  ['classes that cannot be read', { unread: 2 }, /^relayUnread: 2 classes of the jar cannot be read, so nobody looked/],
  ['a broker in memory', { broker: 'in-memory', lacks: 'reactor-netty-core' }, /^nothingRelayed: .*write Messaging\.valkey\(\)/],
  ['no STOMP', { broker: 'no-stomp' }, /^nothingRelayed: /],
  ['WebFlux', { broker: 'reactive' }, /^nothingRelayed: /],
  ['a broker of its own', { broker: 'own' }, /^nothingRelayed: /],
])('%s is said', (_, found, text) => {
  expect(said(found)).toEqual([expect.stringMatching(text)]);
});

test.each([
  [['spring-messaging-7.0.10.jar'], 'reactor-netty-core'],
  [['spring-messaging-7.0.10.jar', 'reactor-netty-core-1.3.8.jar'], undefined],
  [['spring-messaging-6.2.19.jar', 'reactor-netty-core-1.2.19.jar'], 'reactor-netty-http'],
  [['spring-messaging-6.2.19.jar', 'reactor-netty-http-1.2.19.jar'], undefined],
  [['spring-messaging-5.3.31.jar', 'reactor-netty-core-1.0.39.jar'], undefined],
  [['spring-messaging-5.1.20.jar', 'reactor-netty-0.8.23.jar'], undefined],
])('of %j the library that is missing is %s', (libraries, lacks) => {
  expect(relayOf({ classes: [], libraries, unread: 0 }).lacks).toBe(lacks);
});

describe('at synthesis', () => {
  const libraries = ['spring-boot-4.1.2.jar', 'spring-webmvc-7.0.10.jar', 'tomcat-embed-core-11.0.1.jar'];
  const plain = folderWith({ 'chat.jar': { files: Object.fromEntries(libraries.map((name) => [`BOOT-INF/lib/${name}`, ''])) } });
  const warnings = (app: Parameters<typeof fleet>[1]) =>
    fleet(
      () => Messaging.relay(StompBroker.existing({ endpoints: ['broker.internal:61614'] })),
      (stack) => ({ capacity: HostCapacity.autoScaling({ maxCapacity: 2, connectionsPerHost: 500 }), ...app!(stack) }),
    ).warnings.filter((text) => /ack: cdk-spring-websocket:(?:relay|nothing|shared)/.test(text));

  test('it is a warning that can be acknowledged', () => {
    expect(warnings(() => ({ app: SpringApp.fromJar(plain) }))).toEqual([expect.stringMatching(/has no STOMP .*ack: .*:nothingRelayed/s)]);
  });

  test('a jar in a bucket is not read, which is said', () => {
    const app = (stack: Parameters<NonNullable<Parameters<typeof fleet>[1]>>[0]) => ({
      app: SpringApp.fromBucket(Bucket.fromBucketName(stack, 'Releases', 'releases'), 'chat.jar'),
    });
    expect(warnings(app)).toEqual([expect.stringMatching(/^the jar is not on this machine, so nobody looked for what a broker relay/)]);
  });
});
