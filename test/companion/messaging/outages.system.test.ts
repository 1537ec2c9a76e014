import { exampleJar } from '../../../lib/app/example';
import { ValkeyServer } from '../engines/valkey-server';
import type { Jvm } from '../jvm';
import { type Figures, figuresOf, figuresWith, startHost, together } from './fleet';
import { StompClient } from './stomp-client';

jest.setTimeout(120_000);

const ROOM = '/topic/rooms/r1';

/** By which the engine knows which host to cut off. */
const USERS = ['first', 'second'] as const;

/** The example, which has presence, as a fleet. */
let engine: ValkeyServer;
let hosts: [Jvm, Jvm];
beforeAll(async () => {
  const options = USERS.flatMap((user) => ['--user', user, 'on', '>secret', 'allchannels', '+@all']);
  engine = await ValkeyServer.start('redis-server', { options });
  const jar = exampleJar(() => undefined);
  const environment = {
    WEBSOCKET_HOST_MESSAGING_SESSION_EVENTS: 'true',
    WEBSOCKET_HOST_MESSAGING_LOCAL_DESTINATIONS: '/topic/rooms',
    WEBSOCKET_HOST_MESSAGING_MAX_AGE_SECONDS: '6',
  };
  const start = (user: string) => {
    const login = { WEBSOCKET_HOST_MESSAGING_USERNAME: user, WEBSOCKET_HOST_MESSAGING_PASSWORD: 'secret' };
    return startHost(jar, engine.address, { environment: { ...environment, ...login }, shared: true });
  };
  hosts = await Promise.all([start(USERS[0]), start(USERS[1])]);
  await together(...hosts);
});

const join = (login: string) =>
  Promise.all(hosts.map((host) => StompClient.open(host, '/ws-stomp/websocket', { login }))) as Promise<[StompClient, StompClient]>;

const post = (client: StompClient, text: string) => client.send('/app/rooms/r1', JSON.stringify({ text }));

const texts = (client: StompClient, destination = ROOM) =>
  client.bodies(destination).map((body) => (JSON.parse(body) as { text: string }).text);

/** Both in the room, and sure of it: the example answers in order. */
async function inRoom(): Promise<[StompClient, StompClient]> {
  const both = await join('ada');
  for (const client of both) {
    client.subscribe(ROOM, '/app/rooms');
    await client.until(() => client.bodies('/app/rooms').length > 0, 'it is answered');
  }
  return both;
}

/** Talks until the end of what happens meanwhile; what was said. */
async function talking(client: StompClient, meanwhile: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  const say = () => {
    said.push(`message ${said.length}`);
    post(client, said.at(-1)!);
  };
  const timer = setInterval(say, 20);
  await meanwhile();
  clearInterval(timer);
  say();
  return said;
}

/** All of it, once and in order, once the last has come. */
async function expectAll(client: StompClient, said: readonly string[]): Promise<void> {
  const heard = () => texts(client).filter((text) => text.startsWith('message'));
  await client.until(() => heard().includes(said.at(-1)!), 'the last is heard');
  expect(heard()).toEqual(said);
}

test('people, notifications and presence are those of the fleet', async () => {
  const [ada, , , bob] = [...(await join('Ada')), ...(await join('Bob'))] as const;
  const lists = [ada, bob];
  lists.forEach((client) => client.subscribe('/topic/rooms', ROOM));
  await Promise.all(
    lists.map((client) => client.until(() => client.bodies('/topic/rooms').at(-1) === '[{"name":"r1","people":2}]', 'both are counted')),
  );
  const eve = await StompClient.open(hosts[1], '/ws-stomp/websocket', { login: 'Eve' });
  eve.subscribe('/user/queue/notifications', '/user/queue/errors');
  const mal = await StompClient.open(hosts[0], '/ws-stomp/websocket', { login: 'Mal' });
  mal.subscribe('/user/queue/errors');
  mal.send('/app/notifications/Eve', JSON.stringify({ text: 'hello' }));
  await eve.until(() => texts(eve, '/user/queue/notifications').length === 1, 'she hears');
  mal.send('/app/notifications/Nobody', JSON.stringify({ text: 'hello' }));
  await mal.until(() => mal.bodies('/user/queue/errors').length > 0, 'it is refused');
  expect([mal.bodies('/user/queue/errors').length, texts(eve, '/user/queue/notifications')]).toEqual([1, ['hello']]);
  bob.close();
  await ada.until(() => ada.bodies('/topic/rooms').at(-1) === '[{"name":"r1","people":1}]', 'one is left');
});

test('an engine that is killed and comes back costs nothing, and the own host hears at once', async () => {
  const [ada, bob] = await inRoom();
  const said = await talking(ada, async () => {
    await engine.kill();
    const before = texts(ada).length;
    await ada.until(() => texts(ada).length > before + 20, 'the own host goes on');
    expect(texts(bob).length).toBeLessThan(texts(ada).length);
    await engine.start();
    await together(...hosts);
  });
  await expectAll(ada, said);
  await expectAll(bob, said);
  for (const host of hosts) {
    expect(host.log.match(/Messages stay on this host for now, engine away: Valkey at/g)).toHaveLength(1);
    expect(host.log.match(/Messages are shared with the fleet: connected to/g)).toHaveLength(2);
    expect(figuresOf(host)).toMatchObject({ lost: 0, dropped: 0 });
  }
});

test('what a host missed that alone was cut off is sent again', async () => {
  const [ada, bob] = await inRoom();
  const said = await talking(ada, async () => {
    for (const user of [...USERS, USERS[1]]) {
      expect(await engine.ask('CLIENT', 'KILL', 'USER', user)).toBe(':1\r\n');
      const before = texts(ada).length;
      await ada.until(() => texts(ada).length > before + 30, 'it goes on');
      await engine.subscribed(2);
    }
  });
  await expectAll(bob, said);
  await expectAll(ada, said);
});

test('a frozen engine is given up, and what it did not answer is sent again', async () => {
  const [ada, bob] = await inRoom();
  const said = await talking(ada, async () => {
    engine.signal('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    engine.signal('SIGCONT');
  });
  await expectAll(bob, said);
  await expectAll(ada, said);
});

test('what is older than it may be is dropped, and counted', async () => {
  const [ada, bob] = await inRoom();
  await engine.kill();
  post(ada, 'too old');
  await new Promise((resolve) => setTimeout(resolve, 7_000));
  post(ada, 'young enough');
  await engine.start();
  await bob.until(() => texts(bob).includes('young enough'), 'the younger one is heard');
  expect(texts(bob)).not.toContain('too old');
  expect((await figuresWith(hosts[0], ({ dropped }) => dropped === 1)).lost).toBe(0);
});

test('what a host missed for longer than the others keep it is counted, and the rest is heard in order', async () => {
  const [ada, bob] = await inRoom();
  const said = await talking(ada, async () => {
    hosts[1].signal('SIGSTOP');
    expect(await engine.ask('CLIENT', 'KILL', 'USER', USERS[1])).toBe(':1\r\n');
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    hosts[1].signal('SIGCONT');
    await together(...hosts);
  });
  await expectAll(ada, said);
  const heard = () => texts(bob).filter((text) => text.startsWith('message'));
  await bob.until(() => heard().includes(said.at(-1)!), 'the last is heard');
  const missing = said.length - heard().length;
  expect(missing).toBeGreaterThan(0);
  expect(heard()).toEqual(said.slice(missing));
  const counted = ({ lost, dropped }: Figures) => lost! + dropped!;
  expect(counted(await figuresWith(hosts[1], (figures) => figures.lost! > 0 && counted(figures) >= missing))).toBe(missing);
});
