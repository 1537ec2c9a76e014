import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream';
import * as tls from 'node:tls';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import { makeCertificate } from '../../../lib/rehearsal/certificate';
import { fakeSpring } from '../../probes/fake-spring';
import { request } from './diagnosing';

const CERTIFICATE = makeCertificate(mkdtempSync(join(tmpdir(), 'addresses-')), 'api.example.com');

/** What the doctor says of a name with these addresses, of which 127.0.0.1 is healthy and 127.0.0.9 may be this other server. */
async function diagnosing(addresses: readonly string[], other?: net.Server, scheme = 'http') {
  const server = await fakeSpring({});
  const { pemFile, caFile } = await CERTIFICATE;
  const pem = readFileSync(pemFile);
  const front = tls.createServer({ cert: pem, key: pem }, (client) => {
    const behind = net.connect(server.port);
    pipeline(client, behind, client, () => undefined);
  });
  const port = scheme === 'https' ? await listening(front, ALIVE) : server.port;
  if (other) {
    await listening(other, DEAD, port);
  }
  try {
    const given = addresses.flatMap((address) => ['--resolve', `api.example.com:${port}:${address}`]);
    const report = await diagnose(request(`${scheme}://api.example.com:${port}/ws`, '--ca', caFile, '--timeout', '2', ...given));
    return {
      cause: report.cause?.code,
      detail: report.cause?.detail,
      others: report.alsoFound.map(({ code }) => code),
      answers: report.answers.map(({ question, verdict }) => `${question} ${verdict}`),
    };
  } finally {
    [server, front, other].forEach((each) => each?.close());
  }
}

function listening(server: net.Server, address: string, port = 0): Promise<number> {
  return new Promise((resolve) => server.listen(port, address, () => resolve((server.address() as net.AddressInfo).port)));
}

/** A server of HTTP that has no WebSockets. */
function answering(listener: RequestListener): net.Server {
  return createServer(listener).on('upgrade', (_, socket) => socket.end('HTTP/1.1 503 \r\nContent-Length: 0\r\n\r\n'));
}

const FINE = expect.arrayContaining(['dns healthy', 'info healthy', 'websocket healthy', 'client healthy']) as unknown;
const DEAD = '127.0.0.9';
const ALIVE = '127.0.0.1';

test.each([
  ['last', [ALIVE, DEAD]],
  ['first', [DEAD, ALIVE]],
])('a dead address that is named %s is named, and the healthy one examined', async (_, addresses) => {
  const report = await diagnosing(addresses);
  expect(report).toMatchObject({ cause: 'TCP-PARTIAL', others: [], answers: FINE });
  expect(report.answers).toContain('tcp problem');
  expect(report.detail).toContain('127.0.0.9 does not: connect ECONNREFUSED');
  expect(report.detail).toContain('127.0.0.1 accepts connections');
});

test.each([
  ['last', [ALIVE, DEAD]],
  ['first', [DEAD, ALIVE]],
])('an address that answers otherwise and is named %s is named, and the healthy one examined', async (_, addresses) => {
  const report = await diagnosing(
    addresses,
    answering((__, response) => response.writeHead(503).end()),
  );
  expect(report).toMatchObject({ cause: 'ALB-NODE-DIFFERS', others: [], answers: FINE });
  expect(report.answers).toContain('tcp problem');
  expect(report.detail).toContain('127.0.0.9: /info 503, handshake 503');
  expect(report.detail).toContain('127.0.0.1: /info 200');
});

const SILENT = () => net.createServer((socket) => socket.on('error', () => undefined).resume());
const CLOSING = () => net.createServer((socket) => socket.on('error', () => undefined).destroy());
const GREETING = () => net.createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-OpenSSH_9.6\r\n'));

test.concurrent.each([
  ['never answers', SILENT, [ALIVE, DEAD]],
  ['never answers', SILENT, [DEAD, ALIVE]],
  ['closes', CLOSING, [ALIVE, DEAD]],
  ['closes', CLOSING, [DEAD, ALIVE]],
  ['speaks something else', GREETING, [ALIVE, DEAD]],
  ['speaks something else', GREETING, [DEAD, ALIVE]],
] as const)(
  'an address that accepts connections and %s is named, and the healthy one examined (%#)',
  async (_, other, addresses) => {
    for (const scheme of ['http', 'https']) {
      const report = await diagnosing(addresses, other(), scheme);
      expect(report).toMatchObject({ cause: 'ALB-NODE-DIFFERS', others: [], answers: FINE });
      expect(report.answers).toContain('tcp problem');
      expect(report.detail).toContain('127.0.0.9: /info no answer, handshake no answer');
      expect(report.detail).toContain('127.0.0.1: /info 200');
    }
  },
  60_000,
);

test('servers that take turns behind every address are no difference between addresses', async () => {
  let turn = 0;
  const report = await diagnosing(
    [ALIVE, DEAD],
    answering((__, response) => response.writeHead(turn++ % 3 === 0 ? 502 : 404).end()),
  );
  expect(report.cause).not.toBe('ALB-NODE-DIFFERS');
});

test('all are dead', async () => {
  expect(await diagnosing([DEAD, '127.0.0.8'])).toMatchObject({ cause: 'TCP-REFUSED', others: [] });
});
