import { Messaging, SpringApp, type ValkeyOptions } from '../../lib';
import { inspect, inspected } from '../../lib/spring/sharing/inspect';
import { relayOf } from '../../lib/spring/sharing/relay';
import { applicationIn } from '../../lib/spring/sharing/application';
import { exampleJar } from '../../lib/app/example';
import { fleet } from '../messaging/fleet';
import { applicationJar, mavenJar } from '../rehearsal/application-jar';

/** What a method sends, in a line. */
const line = ({ starter, by, sent }: ReturnType<typeof inspect>['started'][number]) =>
  [starter, by, ...(sent ? ['->', ...sent.destinations, ...(sent.elsewhere ? ['?'] : [])] : [])].join(' ');

let several: ReturnType<typeof applicationIn>;
const of = (folder: string) => ({ ...several, classes: several.classes.filter(({ name }) => name.startsWith(`com/example/${folder}/`)) });

beforeAll(() => {
  several = applicationIn(mavenJar('several-hosts', 'several-hosts-'));
}, 600_000);

const EVERY = 'every-host @Scheduled ->';

/** Every method of test/several-hosts that something other than a client's message runs, and that sends or hears of sessions. */
const STARTED: Record<string, string> = {
  'HandedOver.interval': 'every-host a scheduler -> /topic/interval',
  'HandedOver.listener': 'listener MessageListener -> /topic/listener',
  'HandedOver.repeated': 'every-host a scheduler -> /topic/later',
  'KotlinTicker.byDefault': `${EVERY} /topic/kotlin/default`,
  'KotlinTicker.classLambda': `${EVERY} /topic/kotlin/class`,
  'KotlinTicker.companion': `${EVERY} /topic/kotlin/companion`,
  'KotlinTicker.constant': `${EVERY} /topic/kotlin/constant`,
  'KotlinTicker.coroutine': `${EVERY} /topic/kotlin/coroutine`,
  'KotlinTicker.extension': `${EVERY} /topic/kotlin/extension`,
  'KotlinTicker.lambda': `${EVERY} /topic/kotlin/lambda`,
  'KotlinTicker.objects': `${EVERY} /topic/kotlin/object`,
  'KotlinTicker.property': `${EVERY} /topic/kotlin/property`,
  'KotlinTicker.suspending': `${EVERY} /topic/kotlin/suspending`,
  'KotlinTicker.template': `${EVERY} /topic/kotlin/*/template`,
  'Listeners.available': 'every-host BrokerAvailabilityEvent -> /topic/available',
  'Listeners.jms': 'listener @JmsListener -> /topic/jms',
  'Listeners.kafka': 'listener @KafkaListener -> /topic/kafka',
  'Listeners.onMessage': 'listener MessageListener -> /topic/programmed',
  'Listeners.rabbit': 'listener @RabbitListener -> /topic/rabbit',
  'Listeners.rabbitHandler': 'listener @RabbitHandler -> /topic/handler',
  'Listeners.ready': 'every-host ApplicationReadyEvent -> /topic/ready',
  'Listeners.schedule': 'every-host @PostConstruct -> /topic/repeated /topic/timer',
  'Listeners.sqs': 'listener @SqsListener -> /topic/sqs',
  'Listeners.start': 'every-host SmartLifecycle -> /topic/started',
  'Presence.connected': 'session SessionConnectedEvent -> /topic/presence',
  'Presence.onApplicationEvent': 'session SessionDisconnectEvent',
  'Presence.subscribed': 'session SessionSubscribeEvent',
  'Receiver.receive': 'listener MessageListenerAdapter -> /topic/received',
  'Runner.run': 'every-host ApplicationRunner -> /topic/runner',
  'Ticker.again': `${EVERY} /topic/recursive`,
  'Ticker.anonymous': `${EVERY} /topic/anonymous`,
  'Ticker.appended': `${EVERY} /topic/*/appended ?`,
  'Ticker.byEvent': `${EVERY} /topic/event`,
  'Ticker.byOwnAnnotation': `${EVERY} /topic/hourly`,
  'Ticker.byOwnTemplate': `${EVERY} /topic/own`,
  'Ticker.constant': `${EVERY} /topic/constant`,
  'Ticker.formatted': `${EVERY} /topic/*/formatted`,
  'Ticker.joined': 'every-host @Schedules -> /topic/*/news',
  'Ticker.lambda': `${EVERY} /topic/captured`,
  'Ticker.literal': `${EVERY} /topic/literal`,
  'Ticker.object': `${EVERY} ?`,
  'Ticker.ofField': `${EVERY} /topic/assigned`,
  'Ticker.oneOfTwo': `${EVERY} ?`,
  'Ticker.reference': `${EVERY} /topic/reference`,
  'Ticker.sendingReference': `${EVERY} ?`,
  'Ticker.throughInterface': `${EVERY} /topic/interface`,
  'Ticker.throughParameters': `${EVERY} /topic/another /topic/parameter`,
  'Ticker.toDefault': `${EVERY} ?`,
  'Ticker.toUser': `${EVERY} /user/*/queue/alerts`,
};

test('methods that send without a client, in Java and Kotlin, and where to; none that a client or nobody asks for', () => {
  const { started, usersReadBy, unread } = inspected(of('several'));
  expect(Object.fromEntries(started.map((each) => [each.method, line(each)]))).toEqual(STARTED);
  expect(usersReadBy).toEqual(['Presence.online']);
  expect(unread).toBe(0);
});

test('the example has a list of rooms that every host would send, and counts sessions', () => {
  const { broker, started, usersReadBy } = inspect(exampleJar(() => undefined));
  // Its profile chooses between a broker in memory and a relay.
  expect(broker).toBe('unknown');
  expect(Object.fromEntries(started.map((each) => [each.method, line(each)]))).toEqual({
    'ChatController.publishRooms': `${EVERY} /topic/rooms`,
    'Rooms.disconnected': 'session SessionDisconnectEvent',
    'Rooms.joined': 'session SessionSubscribeEvent',
    'Rooms.left': 'session SessionUnsubscribeEvent',
  });
  expect(usersReadBy).toEqual(['ChatController.notify']);
});

test('synthesis asks for what the example needs as several hosts, and is quiet once that is answered', () => {
  const app = SpringApp.fromJar(exampleJar(() => undefined));
  const ids = (options: ValkeyOptions) =>
    fleet(
      () => Messaging.valkey(options),
      () => ({ app }),
    ).warnings.flatMap((text) => /ack: cdk-spring-websocket:(shared\w+|nothingShared)/.exec(text)?.[1] ?? []);
  expect(ids({})).toEqual(['sharedBroadcasts', 'sharedSessions']);
  expect(ids({ localDestinations: ['/topic/rooms'] })).toEqual(['sharedSessions']);
  expect(ids({ localDestinations: ['/topic/rooms'], sessionEvents: true })).toEqual([]);
});

test.each([
  ['several', 'in-memory'],
  ['relay', 'relay'],
  ['own', 'own'],
])('where messages go in com.example.%s: %s', (folder, broker) => {
  expect(inspected(of(folder)).broker).toBe(broker);
});

describe('a broker relay', () => {
  test('that has all of it, but not the library by which it connects', () => {
    expect(relayOf(of('relayed'))).toEqual({
      broker: 'relay',
      lacks: 'reactor-netty-core',
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
    });
  });

  test('that has an address of its own, no heartbeats, one of the broadcasts, and slashes', () => {
    const libraries = [...several.libraries, 'reactor-netty-core-1.3.8.jar'];
    expect(relayOf({ ...of('relaying'), libraries })).toEqual({
      broker: 'relay',
      lacks: undefined,
      sets: new Set(['setUserDestinationBroadcast', 'setRelayHost']),
      withoutHeartbeats: true,
      slashes: ['/topic/rooms/*/messages', '/topic/rooms/lobby'],
      unread: 0,
    });
  });
});

test('without spring-websocket there is no STOMP', () => {
  const libraries = several.libraries.filter((name) => !name.startsWith('spring-websocket'));
  expect(inspected({ ...of('several'), libraries }).broker).toBe('no-stomp');
});

test('a reactive application, and one on Spring Boot 2 whose settings choose between a relay and a broker in memory', () => {
  expect(inspect(applicationJar('4.1.2', 'netty')).broker).toBe('reactive');
  expect(inspect(applicationJar('2.7.18')).broker).toBe('unknown');
}, 600_000);
