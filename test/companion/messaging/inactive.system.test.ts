import { applicationJar } from '../../rehearsal/application-jar';
import { Jvm } from '../jvm';
import { figuresOf, startHost } from './fleet';
import { StompClient } from './stomp-client';

jest.setTimeout(120_000);

const start = (jar: string, environment = {}) => startHost(jar, 'localhost:1', { environment });

const REASONS = [
  ['tomcat', { APP_RELAY: 'true' }, 'the application relays to a broker already (enableStompBrokerRelay), which all hosts share'],
  ['netty', {}, 'the application uses WebFlux, for which Spring has no STOMP broker'],
  ['tomcat', { WEBSOCKET_HOST_MESSAGING_ENGINE: 'rabbit' }, 'there is no engine "rabbit": valkey or activemq'],
] as const;

test('an application in which nothing can be shared serves, and is told why', async () => {
  const all = REASONS.map(async ([server, environment, why]) => {
    const jvm = await start(applicationJar('4.1.2', server), environment);
    await jvm.until(() => jvm.log.includes("The host's companion is in"));
    expect((await jvm.ask('port', '/who')).status).toBe(200);
    expect(jvm.log.match(/Messages are not shared with the fleet: .*/g)).toEqual([`Messages are not shared with the fleet: ${why}`]);
    expect(figuresOf(jvm)).toMatchObject({ connected: false, problem: `inactive: ${why}` });
  });
  await Promise.all(all);
});

test('an application starts and serves while its engine is away, and is told once', async () => {
  const jvm = await start(applicationJar('2.7.18'));
  const away = 'Valkey at localhost:1 refuses connections: nothing listens on its port';
  await jvm.until(() => jvm.log.includes(`Messages stay on this host for now, engine away: ${away}`));
  expect((await jvm.ask('port', '/who')).status).toBe(200);
  await jvm.until(() => figuresOf(jvm).problem === away);
  expect(figuresOf(jvm)).toEqual({
    ...{ engine: 'valkey', connected: false, returned: false, hosts: 1, sent: 0, received: 0, lost: 0, dropped: 0 },
    ...{ waiting: expect.any(Number) as number, problem: away },
  });
  const tab = await StompClient.open(jvm, '/fleet');
  for (let i = 0; i < 11_000; i++) tab.send('/topic/many', `${i}`);
  await jvm.until(() => figuresOf(jvm).dropped! >= 1_000);
  expect(figuresOf(jvm)).toMatchObject({ dropped: 1_000, waiting: 10_000 });
  expect(jvm.log.match(/engine away/g)).toHaveLength(1);
  expect(await jvm.end()).toBeLessThan(5000);
});

test('nothing is shared, and nothing said of it, without an engine', async () => {
  const jvm = await Jvm.start(applicationJar('4.1.2'));
  await jvm.until(() => jvm.log.includes("The host's companion is in"));
  expect([figuresOf(jvm), /Messages|fleet/.test(jvm.log)]).toEqual([undefined, false]);
});
