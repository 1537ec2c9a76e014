import { createConnection } from 'node:net';
import { type Authority, issue, makeAuthority } from '../../../lib/rehearsal/certificate';
import { freePort } from '../../free-port';
import { temporaryFolder } from '../../rehearsal/fixture';
import { ActiveMq } from './active-mq';
import { classPath } from './class-path';
import { answering } from './fake-server';
import { Probe } from './probe';
import { Program } from './program';

jest.setTimeout(120_000);

const BINARY = Buffer.from([0, 13, 10, 255, 36, 62, 0, 10]);
const THOUSAND = Array.from({ length: 1_000 }, (_, i) => Buffer.from(`message ${i}`));
const APP = { username: 'app', password: 'right' };

let probe: Probe;
let authority: Authority;
let broker: ActiveMq;
beforeAll(async () => {
  authority = await makeAuthority(temporaryFolder('engines-'));
  probe = Probe.start(authority.caFile);
  broker = await ActiveMq.start(await issue(authority, ['DNS:localhost']));
});

const refusal = (settings: Record<string, string>) => probe.refusal('activemq', { addresses: broker.address, ...settings });
const twoHosts = (settings = {}) => probe.twoHosts('activemq', { addresses: broker.address, ...APP, ...settings });

test.each([
  ['TCP', () => ({})],
  ['TLS', () => ({ tls: 'true', addresses: `localhost:${broker.tlsPort}` })],
])('hands every byte and a thousand messages in their order to each host by %s', async (_, settings) => {
  const [ada, bob] = await twoHosts(settings());
  const sent = [BINARY, ...THOUSAND, Buffer.alloc(0), Buffer.alloc(100_000, 7)];
  sent.forEach((message) => ada.publish(message));
  await ada.until(({ answers }) => answers.length === sent.length, 'has all answers');
  expect(new Set(ada.answers)).toEqual(new Set([-1]));
  for (const host of [ada, bob]) {
    await host.until(({ received }) => received.length === sent.length, 'has all messages');
    expect(host.received).toEqual(sent);
    host.close();
  }
});

test('Artemis does so too, keeps who is silent for longer than its heartbeats, and names what it refuses', async () => {
  const port = await freePort();
  const artemis = Program.start('java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', '-cp', classPath(), 'Artemis', `${port}`]);
  await artemis.until(() => artemis.said.includes('started'), 'Artemis has started');
  const addresses = `localhost:${port}`;
  const [ada, bob] = await twoHosts({ addresses });
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const sent = [BINARY, ...THOUSAND, Buffer.alloc(0), Buffer.alloc(100_000, 7)];
  sent.forEach((message) => ada.publish(message));
  await ada.until(({ answers }) => answers.length === sent.length, 'has all answers');
  await bob.until(({ received }) => received.length === sent.length, 'has all messages');
  expect(bob.received).toEqual(sent);
  expect(await refusal({ addresses, ...APP, password: 'wrong' })).toBe('refuses the password of user app');
  expect(await refusal({ addresses, ...APP, username: 'other' })).toBe(
    'does not allow user other what it needs on topic chat: AMQ339016 Error creating subscription 0',
  );
  await artemis.end();
});

test.each<[string, () => Record<string, string>, string | RegExp]>([
  ['no user', () => ({}), 'asks for a user and a password, and none is set'],
  ['a wrong password', () => ({ ...APP, password: 'wrong' }), 'refuses the password of user app'],
  [
    'a user without the topic',
    () => ({ ...APP, username: 'other' }),
    /^does not allow user other what it needs on topic chat: User other is not authorized to read from: topic:\/\/chat/,
  ],
  ['TLS at a port without', () => ({ ...APP, tls: 'true' }), /^(does not speak TLS on this port|closed the connection during the TLS)/],
  [
    'no TLS at a port with it',
    () => ({ ...APP, addresses: `localhost:${broker.tlsPort}` }),
    /(closed the connection|does not speak STOMP on this port) \(does it expect TLS( on this port)?\?\)$/,
  ],
])('fails with %s', async (_, settings, sentence) => {
  const problem = await refusal(settings());
  expect(problem).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
});

test('fails with a certificate of another name', async () => {
  const other = await ActiveMq.start(await issue(authority, ['DNS:broker.example.com']));
  const sentence = 'has a certificate that is not for the name localhost: No subject alternative DNS name matching localhost found.';
  expect(await refusal({ ...APP, tls: 'true', addresses: `localhost:${other.tlsPort}` })).toBe(sentence);
  await other.kill();
});

test.each([
  ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ['a line without an end', 'X'.repeat(1 << 20)],
  ['a header that is none', 'CONNECTED\nversion\n\n\0'],
  ['headers without an end', `CONNECTED\n${Array.from({ length: 1_000 }, (_, i) => `h${i}:x\n`).join('')}`],
])('fails with %s', async (_, answer) => {
  expect(await refusal({ ...APP, addresses: await answering(answer) })).toBe('does not speak STOMP on this port (does it expect TLS?)');
});

test('fails with a message that is longer than any of ours', async () => {
  const [ada, bob] = await twoHosts();
  const socket = createConnection(broker.port, '127.0.0.1').on('error', () => undefined);
  socket.write('CONNECT\naccept-version:1.2\nlogin:app\npasscode:right\n\n\0');
  socket.write(`SEND\ndestination:/topic/chat\ncontent-length:${(16 << 20) + 1}\n\n`);
  socket.write(Buffer.alloc((16 << 20) + 1));
  socket.write('\0');
  const sentence = `lost ActiveMQ at ${broker.address} sent 16777217 bytes at once, and 16777216 are the most`;
  expect([await ada.problem(), await bob.problem()]).toEqual([sentence, sentence]);
  socket.destroy();
});

test('a broker that is frozen for five seconds is kept, then given up, and found again after it was killed', async () => {
  const [ada, bob] = await twoHosts();
  broker.signal('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  broker.signal('SIGCONT');
  ada.publish(BINARY);
  await bob.until(({ received }) => received.length === 1, 'hears the other one after the pause');
  expect([...ada.problems, ...bob.problems]).toEqual([]);
  broker.signal('SIGSTOP');
  const sentence = `lost ActiveMQ at ${broker.address} is silent: it said nothing for 9 s`;
  expect([await ada.problem(), await bob.problem()]).toEqual([sentence, sentence]);
  await broker.kill();
  await broker.run();
  [ada, bob].forEach((host) => host.connect());
  await Promise.all([ada.connected(2), bob.connected(2)]);
  ada.publish(BINARY);
  await bob.until(({ received }) => received.length === 2, 'hears the other one again');
});
