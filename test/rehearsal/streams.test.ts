import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, get, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { haproxyConfig } from '../../lib/rehearsal/haproxy';
import { holdPort } from '../../lib/rehearsal/ports';
import { findProgram } from '../../lib/rehearsal/prerequisites';
import { temporaryFolder } from './fixture';

const CHUNKS = 10;
let server: Server;
let haproxy: ChildProcess;
let front: number;

/** An application with a stream, and HAProxy in the load balancer's place, which has found it healthy. */
beforeAll(async () => {
  const directory = temporaryFolder('streams-');
  const asked = new Promise<void>((resolve) => {
    server = createServer((request, response) => {
      if (request.url === '/health') {
        response.end();
        resolve();
      } else {
        server.emit('stream', response.writeHead(200, { 'Content-Type': 'text/event-stream' }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const held = await holdPort(28_081);
  front = held.port;
  const config = haproxyConfig({
    ingress: {
      ...{ tls: false, http2: false, idleSeconds: 60, dropInvalidHeaders: false, assumptions: [] },
      conditions: { paths: [], hosts: [] },
      stickiness: { enabled: true, seconds: 60 },
      health: { path: '/health', matcher: '200' },
    },
    ...{ host: 'localhost', port: front, targetPort: port(), appPort: port() },
    hosts: [{ name: 'host', nginxSocket: join(directory, 'nginx.sock'), appSocket: join(directory, 'app.sock') }],
  });
  writeFileSync(join(directory, 'haproxy.cfg'), `${config}\n`);
  haproxy = spawn(findProgram('haproxy') ?? 'haproxy', ['-db', '-f', join(directory, 'haproxy.cfg')], {
    stdio: ['ignore', 'ignore', 'ignore', held.descriptor],
  });
  await held.release();
  await asked;
});

afterAll(() => {
  haproxy.kill('SIGKILL');
  server.close();
});

const port = () => (server.address() as AddressInfo).port;

/** How long a stream takes, each chunk of which is sent when the one before has come. */
async function chunkByChunk(at: number): Promise<number> {
  const started = performance.now();
  const stream = new Promise<ServerResponse>((resolve) => server.once('stream', resolve));
  await new Promise<void>((resolve, reject) => {
    let left = CHUNKS;
    const next = async () => (await stream)[left-- > 0 ? 'write' : 'end']('data: x\n\n');
    const request = get({ host: '127.0.0.1', port: at, path: '/stream' }, (response) =>
      response.on('data', () => void next()).once('end', resolve),
    ).once('error', reject);
    request.once('finish', () => void next());
  });
  return performance.now() - started;
}

test('a stream comes through the load balancer as fast as from the application itself', async () => {
  const past = await chunkByChunk(port());
  const through = await chunkByChunk(front);
  // A chunk that waits for the next one waits for 200 ms, each of them.
  expect(through - past).toBeLessThan(CHUNKS * 100);
});
