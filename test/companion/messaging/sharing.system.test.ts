import { applicationJar } from '../../rehearsal/application-jar';
import { ValkeyServer } from '../engines/valkey-server';
import type { Jvm } from '../jvm';
import { figuresWith, startHost, together } from './fleet';
import { StompClient } from './stomp-client';

jest.setTimeout(120_000);

const ORDERED = { APP_ORDERED: 'true', WEBSOCKET_HOST_MESSAGING_LOCAL_DESTINATIONS: '/topic/ticks,/user/queue/local' };
const EVENTS = { WEBSOCKET_HOST_MESSAGING_SESSION_EVENTS: 'true' };

/** A fleet in the middle of an update from Spring Boot 2.7 to 4.1. */
let hosts: Jvm[];
beforeAll(async () => {
  const engine = await ValkeyServer.start('redis-server');
  const start = (boot: Parameters<typeof applicationJar>[0], environment: Record<string, string>) =>
    startHost(applicationJar(boot), engine.address, { environment: { ...ORDERED, ...environment }, shared: true });
  hosts = await Promise.all([
    start('2.7.18', EVENTS),
    start('3.5.16', { ...EVENTS, SPRING_MAIN_LAZYINITIALIZATION: 'true' }),
    start('4.1.2', { APP_REFUSESLATE: 'true' }),
  ]);
  await together(...hosts);
});

const everywhere = (user?: string) => Promise.all(hosts.map((host) => StompClient.open(host, user ? `/fleet?user=${user}` : '/fleet')));

/** What was said before has been handled: an application with one thread answers in order. */
async function ready(...clients: StompClient[]): Promise<void> {
  for (const client of clients) {
    const answers = client.messages('/app/question').length;
    client.subscribe('/app/question');
    await client.until(() => client.messages('/app/question').length > answers, 'it is answered');
  }
}

/** What each has heard at a destination once everybody has heard the last word of everybody. */
async function heardBy(clients: StompClient[], destination: string): Promise<string[][]> {
  clients.forEach((client) => client.subscribe('/topic/end'));
  await ready(...clients);
  clients.forEach((client, i) => client.send('/topic/end', `${i}`));
  for (const client of clients) {
    await client.until(() => client.bodies('/topic/end').length >= clients.length, 'the end is heard');
  }
  return clients.map((client) => client.bodies(destination));
}

async function sessionOf(client: StompClient): Promise<string> {
  client.subscribe('/topic/sessions');
  await ready(client);
  client.send('/app/session', '');
  await client.until(() => client.bodies('/topic/sessions').length === 1, 'its session is known');
  return client.bodies('/topic/sessions')[0]!;
}

test('what the application and clients send is heard once everywhere, with every character and header', async () => {
  const clients = await everywhere();
  clients.forEach((client) => client.subscribe('/topic/echo', '/topic/direct'));
  await ready(...clients);
  clients.forEach((client, i) => client.send('/app/echo', `${i} ä € 😀`));
  clients.forEach((client, i) =>
    client.send('/topic/direct', `{"of":${i}}`, { 'content-type': 'application/json', colour: 'red', receipt: 'no-one-else' }),
  );
  for (const heard of await heardBy(clients, '/topic/echo')) expect(heard.sort()).toEqual(['0 ä € 😀', '1 ä € 😀', '2 ä € 😀']);
  for (const client of clients) {
    const direct = client.messages('/topic/direct');
    expect(direct.map(({ body }) => body).sort()).toEqual(['{"of":0}', '{"of":1}', '{"of":2}']);
    for (const { headers } of direct) expect(headers).toMatchObject({ 'content-type': 'application/json', colour: 'red' });
  }
});

test('a thousand messages of one sender are heard in their order', async () => {
  const clients = await everywhere();
  clients.forEach((client) => client.subscribe('/topic/burst'));
  await ready(...clients);
  const burst = Array.from({ length: 1_000 }, (_, i) => `${i}`);
  burst.forEach((body) => clients[0]!.send('/topic/burst', body));
  for (const client of clients) await client.until(() => client.bodies('/topic/burst').length >= 1_000, 'all are heard');
  for (const heard of await heardBy(clients, '/topic/burst')) expect(heard).toEqual(burst);
});

test('a user hears a message in every tab, and an answer for one tab in that alone', async () => {
  const ada = await everywhere('ada');
  const bob = await everywhere('bob');
  [...ada, ...bob].forEach((client) => client.subscribe('/user/queue/whispers'));
  await ready(...ada, ...bob);
  bob[0]!.send('/app/whisper/ada', 'by the application');
  bob[1]!.send('/user/ada/queue/whispers', 'by a client');
  ada[2]!.send('/user/ada/queue/whispers', 'to herself, from one tab');
  ada[1]!.send('/app/all-tabs', 'all tabs');
  ada[2]!.send('/app/one-tab', 'one tab');
  const [one, two, three] = await heardBy(ada, '/user/queue/whispers');
  const all = ['all tabs', 'by a client', 'by the application'];
  expect([one!.sort(), two!.sort()]).toEqual([all, all]);
  expect(three!.sort()).toEqual([...all, 'one tab', 'to herself, from one tab'].sort());
  expect(await heardBy(bob, '/user/queue/whispers')).toEqual([[], [], []]);
});

test('a session that is named is the only one that hears, wherever it is', async () => {
  const cy = await everywhere('cy');
  const nobody = await everywhere();
  [...cy, ...nobody].forEach((client) => client.subscribe('/user/queue/whispers'));
  const [named, anonymous] = [await sessionOf(cy[0]!), await sessionOf(nobody[0]!)];
  nobody[2]!.send(`/app/whisper/cy/${named}`, 'named');
  nobody[1]!.send(`/app/whisper/${anonymous}/${anonymous}`, 'nameless');
  await cy[0]!.until(() => cy[0]!.bodies('/user/queue/whispers').length === 1, 'the named session hears');
  expect(await heardBy(cy, '/user/queue/whispers')).toEqual([['named'], [], []]);
  expect(await heardBy(nobody, '/user/queue/whispers')).toEqual([['nameless'], [], []]);
});

test('what is refused, what is local, and answers to a subscription stay on their host', async () => {
  const dee = await everywhere('dee');
  dee.forEach((client) => client.subscribe('/topic/refused', '/topic/ticks', '/user/queue/local'));
  await ready(...dee);
  dee.forEach((client, i) => {
    client.send('/topic/refused', 'refused');
    client.send('/app/tick', `tick ${i}`);
    client.send('/topic/ticks', `own ${i}`);
  });
  const eve = await StompClient.open(hosts[0]!, '/fleet?user=eve');
  eve.send('/user/dee/queue/local', 'here');
  expect(await heardBy(dee, '/topic/refused')).toEqual([[], [], []]);
  expect(await heardBy(dee, '/topic/ticks')).toEqual([0, 1, 2].map((i) => [`tick ${i}`, `own ${i}`]));
  await dee[0]!.until(() => dee[0]!.bodies('/user/queue/local').length > 0, 'it is heard here');
  expect(dee.map((client) => client.bodies('/user/queue/local'))).toEqual([['here'], [], []]);
  const asked = dee.map((client) => client.messages('/app/question').length);
  await ready(dee[1]!);
  expect(dee.map((client) => client.messages('/app/question').length)).toEqual([asked[0], asked[1]! + 1, asked[2]]);
});

describe('sessions', () => {
  const ask = async (path: string) => Promise.all(hosts.map(async (host) => (await host.ask('port', path)).body));
  async function eventually(path: string, expected: string[]): Promise<void> {
    for (const [i, host] of hosts.entries()) {
      let body = '';
      const look = async () => (body = (await host.ask('port', path)).body);
      await look();
      while (body !== expected[i]) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await look();
      }
    }
    expect(await ask(path)).toEqual(expected);
  }

  test('the registry of users shows those of all hosts', async () => {
    await clean();
    const fay = await everywhere('fay');
    const gus = await StompClient.open(hosts[1]!, '/fleet?user=gus');
    fay[0]!.subscribe('/topic/sessions');
    gus.subscribe('/topic/sessions');
    const all = '2 [fay:3, gus:1] 2';
    await eventually('/users', [all, all, all]);
    gus.unsubscribe();
    fay[2]!.close();
    const less = '2 [fay:2, gus:1] 1';
    await eventually('/users', [less, less, less]);
  });

  test('where it is asked for, the application hears of sessions elsewhere, and counts the same', async () => {
    await clean();
    const before = await Promise.all(hosts.map(async (host) => counts((await host.ask('port', '/heard')).body)));
    const clients = [...(await everywhere('ida')), await StompClient.open(hosts[0]!, '/fleet')];
    clients.forEach((client) => client.subscribe('/topic/echo'));
    await ready(...clients);
    clients[0]!.unsubscribe();
    clients.forEach((client) => client.close());
    const events = { Connect: 4, Connected: 4, Subscribe: 8, Unsubscribe: 1, Disconnect: 4 };
    const own = { Connect: 1, Connected: 1, Subscribe: 2, Unsubscribe: 0, Disconnect: 1 };
    const more = async () =>
      Promise.all(
        hosts.map(async (host, i) => {
          const now = counts((await host.ask('port', '/heard')).body);
          return Object.fromEntries(Object.keys(events).map((name) => [name, (now[name] ?? 0) - (before[i]![name] ?? 0)]));
        }),
      );
    const wanted = JSON.stringify([events, events, own]);
    for (let now = ''; now !== wanted; now = JSON.stringify(await more())) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await more()).toEqual([events, events, own]);
  });

  /** Nobody of the tests before is there any more. */
  async function clean(): Promise<void> {
    await eventually('/users', Array(hosts.length).fill('0 [] 0') as string[]);
  }

  test('a host that ends is gone at once', async () => {
    await clean();
    await StompClient.open(hosts[0]!, '/fleet?user=hal');
    await eventually('/users', Array(3).fill('1 [hal:1] 0') as string[]);
    await hosts.shift()!.end();
    await clean();
    for (const host of hosts) expect((await figuresWith(host, (figures) => figures.hosts === 2)).lost).toBe(0);
  });
});

/** As in {Connect=3, Disconnect=1}. */
function counts(text: string): Record<string, number> {
  return Object.fromEntries([...text.matchAll(/(\w+)=(\d+)/g)].map(([, name, count]) => [name, Number(count)]));
}
