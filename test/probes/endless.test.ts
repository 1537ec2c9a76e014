import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handshake } from '../../lib/probes/handshake';
import { http2Handshake } from '../../lib/probes/http2-handshake';
import { HttpReader } from '../../lib/probes/http-reader';
import { sizes } from '../../lib/probes/sizes';
import { stompConnect } from '../../lib/probes/stomp-connect';
import { tlsHandshake } from '../../lib/probes/tls';
import { openWebSocket } from '../../lib/probes/web-socket';
import { issue, makeAuthority } from '../../lib/rehearsal/certificate';
import { serverFrame } from './fake-spring';

/** A WebSocket server that does something with every socket. */
async function opening(use: (socket: Socket) => void, ask: (origin: string) => Promise<void>): Promise<void> {
  const sockets: Socket[] = [];
  const server: Server = createServer().on('upgrade', (request, socket: Socket) => {
    sockets.push(socket.on('error', () => undefined));
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Protocol: v12.stomp\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    use(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).finally(() => sockets.forEach((socket) => socket.destroy()));
  server.close();
}

const talking = (everyMs: number) => (socket: Socket) => {
  const timer = setInterval(() => socket.write(Buffer.concat([serverFrame('tick'), serverFrame('tick')])), everyMs);
  socket.on('close', () => clearInterval(timer));
};

test('a server that never stops talking keeps no question open', async () => {
  await opening(talking(500), async (origin) => {
    const { frames, ms } = await sizes({ origin }, '/ws', { sockJs: false });
    expect(frames.map(({ end }) => end)).toEqual(frames.map(() => 'no answer'));
    expect(ms).toBeLessThan(5000);
  });
  await opening(talking(1), async (origin) => {
    expect(await stompConnect({ origin }, { path: '/ws', sockJs: false, timeoutMs: 300 })).toMatchObject({
      silence: 'no answer to CONNECT within 300 ms',
    });
  });
}, 20_000);

test('fails: a message of more fragments than anybody sends, at once', async () => {
  const fragments = Buffer.alloc(120_000);
  fragments[0] = 1;
  await opening(
    (socket) => socket.write(fragments),
    async (origin) => {
      const started = performance.now();
      const { socket } = await openWebSocket({ origin }, { path: '/ws' });
      expect(await socket?.next(2000)).toEqual({ closed: 'a message of more than 1024 fragments' });
      expect(performance.now() - started).toBeLessThan(1000);
    },
  );
});

test('a message in fragments is one message', async () => {
  await opening(
    (socket) =>
      socket.write(Buffer.concat([Buffer.from([0x01, 1]), Buffer.from('a'), Buffer.from([0x80, 1]), Buffer.from('b'), serverFrame('c')])),
    async (origin) => {
      expect(await handshake({ origin }, { path: '/ws' }, { awaitFrame: true })).toMatchObject({ firstFrame: 'ab' });
    },
  );
});

test('one header line is kept as long as browsers take it', () => {
  const reader = new HttpReader(100);
  reader.push(Buffer.from(`HTTP/1.1 302 Found\r\nLocation: /${'x'.repeat(60_000)}\r\nContent-Length: 0\r\n\r\n`));
  expect(reader.head?.headers[0][1]).toHaveLength(8192);
});

test('a certificate for an IPv6 address belongs to it', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'endless-'));
  const authority = await makeAuthority(directory);
  const pem = readFileSync(await issue(authority, ['IP:::1']));
  const server = createSecureServer({ key: pem, cert: pem }).on('sessionError', () => undefined);
  server.on('stream', (stream) => stream.respond({ ':status': 400 }, { endStream: true }));
  await new Promise<void>((resolve) => server.listen(0, '::1', resolve));
  const target = { origin: `https://[::1]:${(server.address() as AddressInfo).port}`, ca: authority.ca };
  try {
    expect(await tlsHandshake(target)).toMatchObject({ nameOk: true, trusted: true });
    expect(await http2Handshake(target, '/ws')).toMatchObject({ offered: true, status: 400 });
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
});
