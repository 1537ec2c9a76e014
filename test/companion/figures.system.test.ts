import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { applicationJar } from '../rehearsal/application-jar';
import { Client } from './client';
import { Jvm } from './jvm';

jest.setTimeout(120_000);

const figures = (jvm: Jvm) => JSON.parse(readFileSync(join(jvm.root, 'run/spring-boot/figures.json'), 'utf8')) as Record<string, unknown>;

/** As they are once something is so. */
async function figuresWith(jvm: Jvm, isSo: (now: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
  await jvm.until(() => isSo(figures(jvm)));
  return figures(jvm);
}

test.each(['2.7.18', '3.5.16', '4.1.2'] as const)(
  'Spring Boot %s: sessions by kind, handshakes and channels, for every user of the host',
  async (boot) => {
    const jvm = await Jvm.start(applicationJar(boot));
    const channel = { threads: expect.any(Number) as number, active: 0, waiting: 0 };
    const none = {
      server: 'Tomcat',
      unixSocket: true,
      leaving: false,
      sessions: {},
      handshakes: { asked: 0, opened: 0, webSockets: 0, fallbacks: 0, refused: {}, failed: 0, millis: {} },
      closed: {},
    };
    const number = expect.any(Number) as number;
    const machine = { heap: number, heapLimit: 256 << 20, collectingMillis: number, files: number, filesLimit: number };
    const sends = { slow: 0, waitingBytes: 0, givenUp: 0 };
    expect(figures(jvm)).toEqual({
      ...none,
      sends,
      jvm: machine,
      channels: { clientInboundChannel: channel, clientOutboundChannel: channel },
    });
    expect(statSync(join(jvm.root, 'run/spring-boot/figures.json')).mode & 0o777).toBe(0o644);
    const started = `t=${((Date.now() - 20_000) / 1000).toFixed(3)}`;
    const [leaves] = await Promise.all([
      Client.open(jvm, '/raw'),
      Client.open(jvm, '/raw', [], { 'X-Request-Start': started }),
      Client.open(jvm, '/ws'),
      Client.open(jvm, '/sockjs/000/aaaaaaaa/websocket'),
    ]);
    const upgrade = { Upgrade: 'websocket', Connection: 'Upgrade' };
    expect((await jvm.ask('socket', '/raw', { ...upgrade, Origin: 'https://evil.example.com' })).status).toBe(403);
    expect((await jvm.ask('socket', '/raw')).status).toBe(400);
    expect((await jvm.ask('socket', '/with-query/000/bbbbbbbb/websocket', upgrade)).status).toBe(401);
    await jvm.ask('socket', '/sockjs/000/cccccccc/xhr', {}, 'POST');
    // What the host's agent asks: its key begins so.
    const own = { 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'd2Vic29ja2V0LWhvc3QAAA==' };
    expect((await jvm.ask('socket', '/raw', { ...upgrade, ...own })).status).toBe(101);
    leaves.socket.close(1000);
    const { sessions, handshakes } = await figuresWith(jvm, (now) => JSON.stringify(now.closed) === '{"1000":1}');
    expect(sessions).toMatchObject({ 'websocket stomp': 1, 'sockjs-websocket stomp': 1, 'sockjs-polling stomp': 1 });
    const { millis, ...counts } = handshakes as { millis: Record<string, number> };
    expect(counts).toEqual({ asked: 8, opened: 5, webSockets: 4, fallbacks: 1, refused: { '4xx': 3 }, failed: 0 });
    const [[took, times]] = Object.entries(millis) as [[string, number]];
    expect([Object.keys(millis).length, times, Number(took) > 18_800 && Number(took) < 60_000]).toEqual([1, 1, true]);
  },
);

test('sessions that do not take what is sent to them', async () => {
  const jvm = await Jvm.start(applicationJar('4.1.2'));
  const [sender, deaf] = await Promise.all([Client.open(jvm, '/ws'), Client.open(jvm, '/ws')]);
  for (const { socket } of [sender, deaf]) socket.send('CONNECT\naccept-version:1.2\nhost:x\n\n\0');
  await Promise.all([sender, deaf].map((client) => client.until('CONNECTED')));
  deaf.socket.send('SUBSCRIBE\nid:0\ndestination:/topic/echo\nreceipt:r\n\n\0');
  await deaf.until('CONNECTED');
  deaf.socket.pause();
  const sends = (now: Record<string, unknown>) => now.sends as { slow: number; waitingBytes: number; givenUp: number };
  const message = `SEND\ndestination:/topic/echo\n\n${'x'.repeat(8000)}\0`;
  // More than the sockets hold, and less than Spring keeps for a session before it gives it up.
  for (let i = 0; i < 50; i++) sender.socket.send(message);
  const more = setInterval(() => sender.socket.send(message), 500);
  const { slow, waitingBytes } = sends(await figuresWith(jvm, (now) => sends(now).slow > 0 && sends(now).waitingBytes > 0));
  expect([slow, waitingBytes > 8000]).toEqual([1, true]);
  await figuresWith(jvm, (now) => sends(now).givenUp === 1);
  clearInterval(more);
});

test('messages that wait for slow methods are told of once', async () => {
  const jvm = await Jvm.start(applicationJar('4.1.2'));
  const client = await Client.open(jvm, '/ws');
  client.socket.send('CONNECT\naccept-version:1.2\nhost:x\n\n\0');
  await client.until('CONNECTED');
  for (let i = 0; i < 200; i++) client.socket.send('SEND\ndestination:/app/slow\ncontent-length:1\n\nx\0');
  await jvm.until(() => /All \d+ threads of clientInboundChannel are busy and \d+ messages of clients wait/.test(jvm.log));
  await new Promise((resolve) => setTimeout(resolve, 11_000));
  expect(jvm.log.match(/threads of clientInboundChannel are busy/g)).toHaveLength(1);
});

test('they can be switched off', async () => {
  const jvm = await Jvm.start(applicationJar('4.1.2'), { environment: { WEBSOCKETHOST_COMPANION_FIGURES: 'false' } });
  expect(() => figures(jvm)).toThrow('ENOENT');
});
