import { type Authority, issue, makeAuthority } from '../../../lib/rehearsal/certificate';
import { freePort } from '../../free-port';
import { temporaryFolder } from '../../rehearsal/fixture';
import { answering, fakeServer } from './fake-server';
import { Probe } from './probe';
import { ValkeyServer } from './valkey-server';

jest.setTimeout(120_000);

const BINARY = Buffer.from([0, 13, 10, 255, 36, 62, 0, 10]);
const SECRET = 'p4ssw0rd-nobody-may-read';

let probe: Probe;
let authority: Authority;
beforeAll(async () => {
  authority = await makeAuthority(temporaryFolder('engines-'));
  probe = Probe.start(authority.caFile);
});
afterAll(() => expect(probe.said).not.toContain(SECRET));

const refusal = (addresses: string, settings: Record<string, string> = {}) => probe.refusal('valkey', { addresses, ...settings });

describe('who is refused', () => {
  const rights = '+hello +ping +subscribe +publish +pubsub|numsub'.split(' ');
  let server: ValkeyServer;
  beforeAll(async () => {
    server = await ValkeyServer.start('redis-server');
    await server.ask('ACL', 'SETUSER', 'app', 'on', `>${SECRET}`, 'resetchannels', '&chat', '-@all', ...rights);
    await server.ask('ACL', 'SETUSER', 'deaf', 'on', `>${SECRET}`, 'resetchannels', '-@all', ...rights);
    await server.ask('ACL', 'SETUSER', 'mute', 'on', `>${SECRET}`, 'allchannels', '-@all', '+hello', '+ping', '+subscribe');
    await server.ask('CONFIG', 'SET', 'requirepass', SECRET);
  });

  test('a user with the rights that the documentation names is not', async () => {
    const host = await probe.host('valkey', { addresses: server.address, username: 'app', password: SECRET }).connected();
    host.publish(BINARY);
    await host.until(({ answers, received }) => answers[0] === 1 && received.length === 1, 'hears itself');
    host.close();
    host.connect();
    await host.connected(2);
    host.close();
  });

  test('nor is the default user with its password alone', async () => {
    const host = await probe.host('valkey', { addresses: server.address, password: SECRET }).connected();
    host.close();
  });

  test.each([
    ['no password', {}, 'asks for a password, and none is set (NOAUTH)'],
    ['a wrong one', { password: `not-${SECRET}` }, 'refuses the password of user default (WRONGPASS)'],
    ["a user's wrong one", { username: 'app', password: 'x' }, 'refuses the password of user app (WRONGPASS)'],
    [
      'a user without the channel',
      { username: 'deaf', password: SECRET },
      /^does not allow user deaf what it needs on channel chat: NOPERM .*channel/,
    ],
  ])('fails with %s', async (_, settings, sentence) => {
    expect(await refusal(server.address, settings)).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
  });

  test('fails at the first message of a user that may not publish', async () => {
    const host = await probe.host('valkey', { addresses: server.address, username: 'mute', password: SECRET }).connected();
    host.publish(BINARY);
    expect(await host.problem()).toMatch(/does not allow user mute what it needs on channel chat: NOPERM .*'publish'/);
  });

  test('fails at a replica, whose messages stay with it, and the primary is found behind it', async () => {
    const [host, port] = [`127.0.0.1`, `${server.port}`];
    const replica = await ValkeyServer.start('redis-server', { options: ['--replicaof', host, port, '--masterauth', SECRET] });
    const problem = 'is a replica: what it is told reaches no other host; name the primary';
    expect(await refusal(replica.address)).toBe(problem);
    const found = probe.host('valkey', { addresses: `${replica.address},${server.address}`, password: SECRET });
    await found.connected();
    found.close();
    await replica.kill();
    expect(await refusal(`${replica.address},${replica.address}`)).toBe(
      Array(2).fill('refuses connections: nothing listens on its port').join('; '),
    );
  });
});

describe('TLS', () => {
  const tls = { tls: 'true' };
  const withCertificate = async (names: string[], from = authority, days?: number) =>
    ValkeyServer.start('redis-server', { pemFile: await issue(from, names, days) });

  test('with a certificate of the name', async () => {
    const server = await withCertificate(['DNS:localhost']);
    const [ada, bob] = await probe.twoHosts('valkey', { addresses: server.address, ...tls });
    const sent = [BINARY, Buffer.alloc(100_000, 7)];
    sent.forEach((message) => ada.publish(message));
    await bob.until(({ received }) => received.length === sent.length, 'has all messages');
    expect(bob.received).toEqual(sent);
    expect(await refusal(server.address)).toMatch(/does it expect TLS/);
    await server.kill();
    expect(await bob.problem()).toMatch(/closed the connection|broke the connection/);
  });

  test.each<[string, string[], boolean, number, string | RegExp]>([
    [
      'of another name',
      ['DNS:cache.example.com'],
      true,
      2,
      /^has a certificate that is not for the name localhost: No subject alternative/,
    ],
    ['of a foreign issuer', ['DNS:localhost'], false, 2, 'has a certificate of an issuer that this Java does not trust'],
    ['that has expired', ['DNS:localhost'], true, -1, /^has a certificate that is not valid at this host's time: NotAfter/],
  ])('fails with a certificate %s', async (_, names, ours, days, sentence) => {
    const from = ours ? authority : await makeAuthority(temporaryFolder('foreign-'));
    const server = await withCertificate(names, from, days);
    expect(await refusal(server.address, tls)).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
    await server.kill();
  });

  test('fails where another protocol is spoken', async () => {
    const http = await fakeServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await refusal(http, tls)).toBe('does not speak TLS on this port');
  });
});

describe('what is no Valkey', () => {
  test('fails with an unknown name, a closed port and no address', async () => {
    expect(await refusal('cache.invalid:6379')).toBe('is not found: its name has no address');
    expect(await refusal(`localhost:${await freePort()}`)).toBe('refuses connections: nothing listens on its port');
    expect(await probe.host('valkey', { addresses: 'rediss://cache:6379' }).problem()).toBe(
      'refused "rediss://cache:6379" is no address of Valkey: write host:port',
    );
  });

  test('fails with what older servers say, and does not repeat the password that they repeat', async () => {
    const redis5 = `-ERR unknown command \`HELLO\`, with args beginning with: \`3\`, \`AUTH\`, \`default\`, \`${SECRET}\`, \r\n`;
    const old = 'does not know version 3 of its protocol: Valkey, or Redis 6 or newer, is needed';
    expect(await refusal(await answering(redis5), { password: SECRET })).toBe(old);
    expect(await refusal(await answering('-NOPROTO unsupported protocol version\r\n'))).toBe(old);
    expect(await refusal(await answering('-ERR max number of clients reached\r\n'))).toBe('refuses: ERR max number of clients reached');
  });

  test.each([
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['a line without an end', `+${'x'.repeat(1 << 20)}`],
    ['lists in lists', '*1\r\n'.repeat(10_000)],
    ['a list without an end', '*2147483647\r\n'],
    ['a length that is none', '$x\r\n'],
  ])('fails with %s', async (_, answer) => {
    expect(await refusal(await answering(answer))).toBe("does not speak Valkey's protocol on this port (does it expect TLS?)");
  });

  test('fails with a message that is longer than any of ours', async () => {
    const server = await ValkeyServer.start('redis-server');
    const host = await probe.host('valkey', { addresses: server.address }).connected();
    await server.ask('PUBLISH', 'chat', Buffer.alloc((16 << 20) + 1));
    expect(await host.problem()).toBe(`lost Valkey at ${server.address} sent 16777217 bytes at once, and 16777216 are the most`);
    await server.kill();
  });
});
