import * as http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { serialize } from '../../lib/probes/exchange';
import { http2Handshake } from '../../lib/probes/http2-handshake';
import { Certificates } from '../doctor/scenarios/parts';

const certificates = new Certificates();
afterAll(() => certificates.remove());

/** What a server of HTTP/2 hears, and what the probe says. */
async function overHttp2(headers: Record<string, string>) {
  const pem = certificates.pem('localhost');
  const heard: http2.IncomingHttpHeaders[] = [];
  const server = http2.createSecureServer({ key: pem, cert: pem }).on('stream', (stream, got) => {
    heard.push(got);
    stream.respond({ ':status': 404 });
    stream.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const evidence = await http2Handshake({ origin: `https://localhost:${port}`, connect: { host: '127.0.0.1', port }, headers }, '/ws');
  server.close();
  return { evidence, heard };
}

test('headers of a connection are not sent over HTTP/2', async () => {
  const { evidence, heard } = await overHttp2({
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Keep-Alive': '5',
    'Proxy-Connection': 'close',
    'Transfer-Encoding': 'chunked',
    TE: 'gzip',
    'HTTP2-Settings': 'x',
    Host: 'x',
    'X-Token': 'abc',
  });
  expect(evidence).toMatchObject({ offered: true, status: 404 });
  expect(heard).toMatchObject([{ 'x-token': 'abc', ':path': '/ws' }]);
});

test('fails: what Node does not send over HTTP/2 is a failure and nothing worse', async () => {
  const { evidence, heard } = await overHttp2({ ':strange': 'x' });
  expect(evidence).toMatchObject({ offered: true, failure: { message: expect.stringContaining(':strange') as unknown } });
  expect(heard).toEqual([]);
});

test('a header is sent once, whatever its case, and the root is never empty', () => {
  const request = serialize(
    { origin: 'http://x', headers: { 'user-agent': 'Mozilla', connection: 'keep-alive' } },
    { path: '', headers: { Connection: 'Upgrade' } },
  ).toString();
  expect(request).toBe('GET / HTTP/1.1\r\nHost: x\r\nuser-agent: Mozilla\r\nAccept: */*\r\nConnection: Upgrade\r\n\r\n');
});
