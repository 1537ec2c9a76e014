import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { outsideOptions, URL_OPTIONS } from '../../lib/cli/doctor-url-options';
import { readOptions } from '../../lib/cli/options';
import { answersOutside } from '../../lib/doctor/answers-outside';
import { diagnose } from '../../lib/doctor/diagnose';
import { GentleLane } from '../../lib/doctor/lanes';
import { wasTooMuch } from '../../lib/doctor/look-further';
import { Stopwatch } from '../../lib/doctor/trace';
import type { Evidence } from '../../lib/findings/evidence';

const outside = (...argv: string[]) => outsideOptions(readOptions(argv, URL_OPTIONS, { name: 'url', help: '' }));
const answer = (status?: number, kind = 'timeout') => ({ status, body: '', ms: 1, ...(status === undefined ? { failure: { kind, message: kind } } : {}) });
const part = (...answers: object[]) => Object.fromEntries(answers.map((each, index) => [['preflight', 'info', 'handshake', 'xhrStreaming', 'eventSource'][index], each])) as Partial<Evidence>;

test.each([
  ['some are refused', part(answer(200), answer(503)), {}, 'sockjs', true],
  ['some are dropped', part(answer(200), answer(200), answer(undefined, 'closed')), {}, 'sockjs', true],
  ['somebody of another kind drops what he does not know', part(answer(404), answer(404), answer(undefined, 'closed')), part(answer(200), answer(404), answer(101)), 'handler', false],
  ['nothing shows what it is', part(answer(200), answer(undefined, 'closed')), {}, undefined, true],
  ['most are not answered at all', part(answer(200), answer(503), answer(), answer()), {}, 'sockjs', false],
  ['all are refused', part(answer(503), answer(503)), {}, 'sockjs', false],
] as const)('%s: was it their number?', (_, sockJs, raw, kind, tooMuch) => {
  expect(wasTooMuch({ sockJs, raw }, kind)).toBe(tooMuch);
});

test('asking gently ends, and what was not asked is not called broken', async () => {
  const lane = new GentleLane(new Stopwatch(), 20, 1000);
  const asked = await Promise.all([1, 2, 3].map((number) => lane.ask('x', () => new Promise((resolve) => setTimeout(() => resolve(number), 600)))));
  expect(asked).toEqual([1, 2, undefined]);
  const burst = { together: [200], crowd: [101], body: '', alone: 200, ms: 1 };
  const told = answersOutside({ route: { kind: 'sockjs', path: '/ws' }, burst, info: { path: '/ws/info', status: 200, isInfo: true, websocket: true, allowOrigin: [], cookies: [], body: '', ms: 1 } }, outside('http://x/ws'));
  expect(told.filter(({ verdict }) => verdict === 'problem')).toEqual([]);
  expect(told).toContainEqual(expect.objectContaining({ question: 'websocket', verdict: 'undetermined', summary: expect.stringContaining('not asked') as unknown }));
});

test('a server that refuses one question and leaves the others open is not asked everything twice', async () => {
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS' || request.url === '/ws/info') {
      response.writeHead(request.method === 'OPTIONS' ? 200 : 503).end();
    }
  }).on('upgrade', (_, socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { verdict, trace } = await diagnose(outside(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ws`, '--timeout', '2'));
  server.closeAllConnections();
  server.close();
  expect(verdict).toBe('problem');
  expect(trace.spans.filter(({ probe }) => probe.includes('gently'))).toEqual([]);
  expect(trace.totalMs).toBeLessThan(12_000);
}, 40_000);
