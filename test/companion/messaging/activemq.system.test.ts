import { applicationJar } from '../../rehearsal/application-jar';
import { ActiveMq } from '../engines/active-mq';
import type { Jvm } from '../jvm';
import { figuresWith, startHost, together } from './fleet';
import { StompClient } from './stomp-client';

jest.setTimeout(240_000);

let broker: ActiveMq;
let hosts: Jvm[];
beforeAll(async () => {
  broker = await ActiveMq.start();
  const environment = {
    APP_ORDERED: 'true',
    WEBSOCKET_HOST_MESSAGING_ENGINE: 'activemq',
    WEBSOCKET_HOST_MESSAGING_USERNAME: 'app',
    WEBSOCKET_HOST_MESSAGING_PASSWORD: 'right',
  };
  hosts = await Promise.all([1, 2].map(() => startHost(applicationJar('3.5.16'), broker.address, { environment, shared: true })));
  await together(...hosts);
});

/** A client on each host that hears a destination: what was said before is answered in order. */
async function everywhere(destination: string, path = '/fleet'): Promise<StompClient[]> {
  const clients = await Promise.all(hosts.map((host) => StompClient.open(host, path)));
  for (const client of clients) {
    client.subscribe(destination, '/app/question');
    await client.until(() => client.messages('/app/question').length > 0, 'it is answered');
  }
  return clients;
}

/** What each has heard, once that is as much as is said. */
async function heard(clients: readonly StompClient[], destination: string, count: number): Promise<string[][]> {
  for (const client of clients) await client.until(() => client.bodies(destination).length >= count, 'all is heard');
  return clients.map((client) => client.bodies(destination));
}

test('applications of Spring share over ActiveMQ Classic: in order, once, and a user in every tab', async () => {
  const clients = await everywhere('/topic/burst');
  const burst = Array.from({ length: 500 }, (_, i) => `${i} ä`);
  burst.forEach((body) => clients[0]!.send('/topic/burst', body));
  expect(await heard(clients, '/topic/burst', burst.length)).toEqual([burst, burst]);
  const ada = await everywhere('/user/queue/whispers', '/fleet?user=ada');
  clients[1]!.send('/app/whisper/ada', 'to all tabs');
  expect(await heard(ada, '/user/queue/whispers', 1)).toEqual([['to all tabs'], ['to all tabs']]);
});

test('a broker that was away is used again, and hosts hear each other as before', async () => {
  const clients = await everywhere('/topic/after');
  await broker.kill();
  for (const host of hosts) await figuresWith(host, ({ connected, returned }) => !connected && !returned);
  clients[0]!.send('/topic/after', 'while it is away');
  await broker.run();
  await together(...hosts);
  expect(await heard(clients, '/topic/after', 1)).toEqual([['while it is away'], ['while it is away']]);
});
