import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import { diagnosing, request } from './diagnosing';

test('a message to send settles that SockJS carries STOMP', async () => {
  expect(await diagnosing({ withoutStomp: true }, '/ws', '--echo', '/app/x=/topic/x')).toMatchObject({
    verdict: 'problem',
    answers: expect.arrayContaining(['stomp problem']) as unknown,
  });
}, 40_000);

test('silence after CONNECT is no ERROR: it could not be told, unless the owner says that it is STOMP', async () => {
  expect(await diagnosing({ mute: true })).toMatchObject({
    verdict: 'undetermined',
    cause: undefined,
    answers: expect.arrayContaining(['stomp undetermined', 'xhr-polling healthy']) as unknown,
  });
  expect(await diagnosing({ mute: true, raw: true })).toMatchObject({ verdict: 'undetermined', kind: 'stomp' });
  expect(await diagnosing({ mute: true, raw: true }, '/ws', '--kind', 'stomp')).toMatchObject({
    verdict: 'problem',
    answers: expect.arrayContaining(['stomp problem']) as unknown,
  });
}, 20_000);

test('a server that refuses one question and leaves the others open is not asked everything twice', async () => {
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS' || request.url === '/ws/info') {
      response.writeHead(request.method === 'OPTIONS' ? 200 : 503).end();
    }
  }).on('upgrade', (_, socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { verdict, trace } = await diagnose(request(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ws`, '--timeout', '2'));
  server.closeAllConnections();
  server.close();
  expect(verdict).toBe('problem');
  expect(trace.spans.filter(({ probe }) => probe.includes('gently'))).toEqual([]);
  expect(trace.totalMs).toBeLessThan(12_000);
}, 40_000);
