import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Messaging, SpringApp } from '../../lib';
import type { Inspected, Started } from '../../lib/spring/sharing/inspect';
import { isCovered } from '../../lib/spring/sharing/patterns';
import { sentences, type SharingAnswers } from '../../lib/spring/sharing/sentences';
import { folderWith } from '../boot-jar';
import { fleet } from '../messaging/fleet';

const nothing: Inspected = { broker: 'in-memory', started: [], usersReadBy: [], unread: 0 };
const ticker: Started = {
  method: 'Ticker.tick',
  starter: 'every-host',
  by: '@Scheduled',
  sent: { destinations: ['/topic/rooms', '/topic/rooms/*'], elsewhere: false },
};
const prices: Started = { method: 'Prices.on', starter: 'listener', by: '@KafkaListener', sent: { destinations: [], elsewhere: true } };
const joined: Started = { method: 'Rooms.joined', starter: 'session', by: 'SessionSubscribeEvent' };
const connected: Started = {
  method: 'Presence.connected',
  starter: 'session',
  by: 'SessionConnectedEvent',
  sent: { destinations: ['/topic/presence'], elsewhere: false },
};
const said = (found: Partial<Inspected>, answers: SharingAnswers = {}) => sentences({ ...nothing, ...found }, answers);
const ids = (...given: Parameters<typeof said>) => said(...given).map(({ id }) => id);

test('an application that only answers its clients is shared as it is', () => {
  expect(said({})).toEqual([]);
  expect(said({ broker: 'unknown' })).toEqual([]);
});

test('what every host would send is named with its destinations, and how to keep them local', () => {
  expect(said({ started: [ticker] })).toEqual([
    {
      id: 'sharedBroadcasts',
      text:
        'every host runs Ticker.tick (@Scheduled, to /topic/rooms and /topic/rooms/*): clients get these messages once for each host. ' +
        'Name the destinations in localDestinations of messaging, where every host sends to its own clients, or let one host alone send ' +
        "them (ShedLock). Read are the jar's own classes, not its libraries, XML or reflection; npx cdk-spring-websocket rehearse " +
        '--hosts 2 counts what arrives.',
    },
  ]);
});

test('listeners of queues and topics are told apart: hosts may share those', () => {
  const [{ id, text }] = said({ started: [prices] }) as [{ id: string; text: string }];
  expect(id).toBe('sharedListeners');
  expect(text).toContain('at Prices.on (@KafkaListener, to destinations that only a run tells): where one of the hosts gets each');
});

test.each<[string, SharingAnswers, Started[], string[]]>([
  ['destinations that stay local', { localDestinations: ['/topic/rooms/**'] }, [ticker], []],
  ['some of them', { localDestinations: ['/topic/rooms'] }, [ticker], ['sharedBroadcasts']],
  ['destinations that nobody knows', { localDestinations: ['/**'] }, [prices], ['sharedListeners']],
  ['no answer about sessions', {}, [joined], ['sharedSessions']],
  ['events of all sessions', { sessionEvents: true }, [joined], []],
  ['events of all sessions, and what is sent because of them', { sessionEvents: true }, [connected], ['sharedBroadcasts']],
  ['the same where that stays local', { sessionEvents: true, localDestinations: ['/topic/presence'] }, [connected], []],
  ["events of a host's own sessions", { sessionEvents: false }, [joined, connected], []],
])('what is answered is not said again: %s', (_, answers, started, expected) => {
  expect(ids({ started }, answers)).toEqual(expected);
});

test('many are not all named', () => {
  const started = Array.from({ length: 12 }, (_, index) => ({ ...joined, method: `Rooms.on${index}` }));
  expect(said({ started })[0]!.text).toMatch(/on6 \(SessionSubscribeEvent\) and 5 more: /);
});

test('who asks for users is told whom it will see, which is no warning', () => {
  expect(said({ usersReadBy: ['Chat.notify'] })).toEqual([expect.objectContaining({ id: 'sharedUsers', isInfo: true })]);
});

test.each(['relay', 'own', 'no-stomp', 'reactive'] as const)(
  'an application without a broker in memory (%s) is told what to use',
  (broker) => {
    const [only, ...more] = said({ broker, started: [ticker, joined] }) as [{ id: string; text: string }];
    expect(only.id).toBe('nothingShared');
    expect(only.text).toContain('Messaging.byApplication()');
    expect(more).toEqual([]);
  },
);

test.each<[string, string, boolean]>([
  ['/topic/rooms', '/topic/rooms', true],
  ['/topic/rooms', '/topic/room', false],
  ['/topic/rooms.1', '/topic/rooms?1', true],
  ['/topic/rooms', '/topic/*', true],
  ['/topic/rooms/*', '/topic/*', false],
  ['/topic/rooms/*', '/topic/rooms/*', true],
  ['/topic/rooms/*', '/topic/rooms/{room}', true],
  ['/topic/rooms', '/topic/rooms/**', true],
  ['/topic/rooms/a/b', '/topic/**', true],
  ['/topic/rooms/a/b', '/**/b', true],
  ['/topic.rooms', '/topic*', true],
  ['/topicsrooms', '/topic.rooms', false],
])('%s by %s: %s', (destination, pattern, covered) => {
  expect(isCovered(destination, ['/none', pattern])).toBe(covered);
});

describe('at synthesis', () => {
  const libraries = ['spring-boot-4.1.2.jar', 'spring-webmvc-7.0.10.jar', 'tomcat-embed-core-11.0.1.jar'];
  const plain = folderWith({ 'chat.jar': { files: Object.fromEntries(libraries.map((name) => [`BOOT-INF/lib/${name}`, ''])) } });
  const warnings = (messaging: Messaging, app: SpringApp) =>
    fleet(
      () => messaging,
      () => ({ app }),
    ).warnings.filter((text) => text.includes('ack: cdk-spring-websocket:nothingShared') || text.includes(':sharedUnread'));

  test('it is a warning that can be acknowledged', () => {
    expect(warnings(Messaging.valkey(), SpringApp.fromJar(plain))).toEqual([expect.stringMatching(/the application has no STOMP/)]);
  });

  test('hosts that share nothing over an engine have nothing to be warned of', () => {
    expect(warnings(Messaging.byApplication(), SpringApp.fromJar(plain))).toEqual([]);
  });

  test('a jar in a bucket is not read, which is said', () => {
    const { warnings: all } = fleet(
      () => Messaging.valkey(),
      (stack) => ({ app: SpringApp.fromBucket(Bucket.fromBucketName(stack, 'Releases', 'releases'), 'chat.jar') }),
    );
    expect(all.find((text) => text.includes('sharedUnread'))).toMatch(/^the jar is not on this machine, so nobody looked for what would/);
  });
});
