import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as zlib from 'node:zlib';
import { ACCEPT_ENCODING, decoded } from '../../lib/probes/content-coding';
import { eventSource, xhrStreaming } from '../../lib/probes/stream';

const HELLO = Buffer.from('data: o\r\n\r\n'.repeat(20));

test.each<[string, Buffer, string | undefined]>([
  ['gzip', zlib.gzipSync(HELLO), 'gzip'],
  ['gzip by its old name, in capitals', zlib.gzipSync(HELLO), ' X-GZIP'],
  ['deflate', zlib.deflateSync(HELLO), 'deflate'],
  ['bare deflate', zlib.deflateRawSync(HELLO), 'deflate'],
  ['br', zlib.brotliCompressSync(HELLO), 'br'],
  ['none', HELLO, undefined],
  ['identity', HELLO, 'identity'],
  ['one that is not known', HELLO, 'zstd'],
  ['one that is not true', HELLO, 'gzip'],
  ['a name of every object', HELLO, 'constructor'],
])('%s', (_, bytes, coding) => {
  expect(decoded(bytes, coding).toString()).toBe(HELLO.toString());
});

test('fails: what becomes too large is left as it came', () => {
  const bomb = zlib.gzipSync(Buffer.alloc(8 * 1024 * 1024));
  expect(decoded(bomb, 'gzip')).toEqual(bomb);
});

/** Compressors that give out what they have, or that wait for more. */
const CODINGS = { gzip: () => zlib.createGzip(), deflate: () => zlib.createDeflate(), br: () => zlib.createBrotliCompress() };

/** An application behind something that compresses its streams. */
async function compressing(coding: keyof typeof CODINGS, flushes: boolean): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    expect(request.headers['accept-encoding']).toBe(ACCEPT_ENCODING);
    response.writeHead(200, { 'Content-Encoding': coding }).flushHeaders();
    const body = CODINGS[coding]();
    body.pipe(response);
    body.write(request.method === 'POST' ? `${'h'.repeat(2048)}\no\n` : '\r\ndata: o\r\n\r\n');
    if (flushes) body.flush();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** What two streams say. The wait is long: a collection of this process's memory holds both ends up. An open stream does not use it. */
async function streams(coding: keyof typeof CODINGS, flushes: boolean): Promise<unknown[]> {
  const server = await compressing(coding, flushes);
  try {
    const target = { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const seen = await Promise.all([xhrStreaming(target, '/ws', undefined, 4000), eventSource(target, '/ws', undefined, 4000)]);
    return seen.map(({ opened, contentEncoding }) => [coding, opened, contentEncoding]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each([true, false])('a compressed stream is open when its compressor flushes: %s', async (flushes) => {
  const codings = ['gzip', 'deflate', 'br'] as const;
  const seen = await Promise.all(codings.map((coding) => streams(coding, flushes)));
  expect(seen.flat()).toEqual(
    codings.flatMap((coding) => [
      [coding, flushes, coding],
      [coding, flushes, coding],
    ]),
  );
});
