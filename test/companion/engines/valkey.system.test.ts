import type { Socket } from 'node:net';
import { makeAuthority } from '../../../lib/rehearsal/certificate';
import { temporaryFolder } from '../../rehearsal/fixture';
import { fakeServer } from './fake-server';
import { Probe } from './probe';
import { valkeyBinary } from './valkey-binary';
import { ValkeyServer } from './valkey-server';

jest.setTimeout(120_000);

const BINARY = Buffer.from([0, 13, 10, 255, 36, 62, 0, 10]);
const THOUSAND = Array.from({ length: 1_000 }, (_, i) => Buffer.from(`message ${i}`));

let probe: Probe;
beforeAll(async () => {
  probe = Probe.start((await makeAuthority(temporaryFolder('engines-'))).caFile);
});

const twoHosts = (server: ValkeyServer) => probe.twoHosts('valkey', { addresses: server.address });

describe.each([
  ['Redis', () => 'redis-server'],
  ['Valkey', valkeyBinary],
])('%s', (_, binary) => {
  let server: ValkeyServer;
  beforeAll(async () => {
    server = await ValkeyServer.start(binary());
  });

  test('hands every byte and a thousand messages in their order to each host, on one connection each', async () => {
    const [ada, bob] = await twoHosts(server);
    const sent = [BINARY, ...THOUSAND];
    sent.forEach((message) => ada.publish(message));
    await ada.until(({ answers }) => answers.length === sent.length, 'has all answers');
    await bob.until(({ received }) => received.length === sent.length, 'has all messages');
    expect(bob.received).toEqual(sent);
    await ada.until(({ received }) => received.length === sent.length, 'has all messages of its own');
    expect(ada.received).toEqual(sent);
    expect(new Set(ada.answers)).toEqual(new Set([2]));
    expect((await server.ask('CLIENT', 'LIST')).match(/ resp=3\b/g)).toHaveLength(2);
    [ada, bob].forEach((host) => host.close());
    await server.subscribed(0);
  });

  test('a host that was cut off says so and comes back', async () => {
    const [ada, bob] = await twoHosts(server);
    const [, id] = /id=(\d+)\b.* sub=1 /.exec(await server.ask('CLIENT', 'LIST'))!;
    await server.ask('CLIENT', 'KILL', 'ID', id!);
    const cut = await Promise.race([ada, bob].map((host) => host.problem().then(() => host)));
    expect(await cut.problem()).toBe(`lost Valkey at ${server.address} closed the connection`);
    cut.connect();
    await cut.connected(2);
    bob.publish(BINARY);
    await cut.until(({ received }) => received.length === 1, 'hears the other one');
    [ada, bob].forEach((host) => host.close());
    await server.subscribed(0);
  });

  test('after the engine was killed a host waits for the other one, and loses nothing of what is said meanwhile', async () => {
    const [ada, bob] = await twoHosts(server);
    ada.publish(BINARY);
    await ada.until(({ answers }) => answers.length === 1, 'knows how many they are');
    await server.kill();
    await Promise.all([ada.problem(), bob.problem()]);
    ada.connect();
    expect(await ada.problem(2)).toBe(`unconnected Valkey at ${server.address} refuses connections: nothing listens on its port`);
    await server.start();
    ada.connect();
    await server.subscribed(1);
    await server.ask('PUBLISH', 'chat', 'early');
    expect(ada.connections).toBe(1);
    bob.connect();
    await Promise.all([ada.connected(2), bob.connected(2)]);
    await ada.until(({ received }) => received.length === 2, 'has heard it');
    expect(ada.received[1]).toEqual(Buffer.from('early'));
    [ada, bob].forEach((host) => host.close());
    await server.subscribed(0);
  });

  test('who does not come back is waited for three seconds', async () => {
    const [ada, bob] = await twoHosts(server);
    ada.publish(BINARY);
    await ada.until(({ answers }) => answers.length === 1, 'knows how many they are');
    [ada, bob].forEach((host) => host.close());
    await server.subscribed(0);
    const started = performance.now();
    ada.connect();
    await ada.connected(2);
    expect(performance.now() - started).toBeGreaterThan(2_900);
    ada.close();
    await server.subscribed(0);
  });
});

test('a primary that becomes a replica is left', async () => {
  const [old, next] = await Promise.all([ValkeyServer.start('redis-server'), ValkeyServer.start('redis-server')]);
  const ada = await probe.host('valkey', { addresses: old.address }).connected();
  expect(await old.ask('REPLICAOF', '127.0.0.1', `${next.port}`)).toBe('+OK\r\n');
  const timer = setInterval(() => ada.publish(BINARY), 500);
  const problem = await ada.problem().finally(() => clearInterval(timer));
  expect(problem).toBe(`lost Valkey at ${old.address} is a replica: what it is told reaches no other host; name the primary`);
  await Promise.all([old.kill(), next.kill()]);
});

test('a frozen engine is given up after nine seconds, one that is frozen for five or slow is not', async () => {
  const [frozen, slower] = await Promise.all([ValkeyServer.start('redis-server'), ValkeyServer.start('redis-server')]);
  const [ada, bob] = await twoHosts(frozen);
  const cy = await probe.host('valkey', { addresses: slower.address }).connected();
  const trickle = await trickling('>3\r\n$7\r\nmessage\r\n$4\r\nchat\r\n$160\r\n' + 'x'.repeat(160) + '\r\n');
  const dee = await probe.host('valkey', { addresses: trickle }).connected();
  [frozen, slower].forEach((server) => server.signal('SIGSTOP'));
  setTimeout(() => slower.signal('SIGCONT'), 5_000);
  const started = performance.now();
  ada.publish(BINARY);
  const late = probe.refusal('valkey', { addresses: frozen.address });
  const silent = (server: ValkeyServer) => `Valkey at ${server.address} is silent: it said nothing for 9 s`;
  expect([await ada.problem(), await bob.problem()]).toEqual([`lost ${silent(frozen)}`, `lost ${silent(frozen)}`]);
  expect(performance.now() - started).toBeGreaterThan(8_900);
  expect(await late).toBe('is silent: it said nothing for 9 s (does it expect TLS on this port?)');
  cy.publish(BINARY);
  await cy.until(({ received }) => received.length === 1, 'hears itself after the pause');
  await dee.until(({ received }) => received.length === 1, 'has the slow message');
  expect([...cy.problems, ...dee.problems]).toEqual([]);
  await Promise.all([frozen.kill(), slower.kill()]);
});

/** Lets a host in, and then sends a message byte by byte for longer than anybody may be silent. */
function trickling(message: string): Promise<string> {
  const left = ['%0\r\n', '>3\r\n$9\r\nsubscribe\r\n$4\r\nchat\r\n:1\r\n'];
  return fakeServer((socket: Socket) => {
    socket.on('data', () => {
      const answer = left.shift();
      if (answer !== undefined) socket.write(answer);
      if (left.length > 0 || answer === undefined) return;
      let next = 0;
      const timer = setInterval(() => {
        socket.write(message.charAt(next++));
        if (next === message.length) clearInterval(timer);
      }, 55);
    });
  });
}
