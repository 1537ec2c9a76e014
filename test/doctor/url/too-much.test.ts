import { askingOf } from '../../../lib/doctor/questions/asking';
import { Ground } from '../../../lib/doctor/questions/ground';
import { toRoute } from '../../../lib/doctor/questions/table';
import { GentleLane } from '../../../lib/doctor/url/lanes';
import { wasTooMuch } from '../../../lib/doctor/url/crowd';
import { Stopwatch } from '../../../lib/doctor/url/trace';
import type { Evidence } from '../../../lib/findings/evidence';
import { request } from './diagnosing';

const answer = (status?: number, kind = 'timeout') => ({
  status,
  body: '',
  ms: 1,
  ...(status === undefined ? { failure: { kind, message: kind } } : {}),
});
const part = (...answers: object[]) =>
  Object.fromEntries(
    answers.map((each, index) => [['preflight', 'info', 'handshake', 'xhrStreaming', 'eventSource'][index], each]),
  ) as Partial<Evidence>;

test.each([
  ['some are refused', part(answer(200), answer(503)), {}, 'sockjs', true],
  ['some are dropped', part(answer(200), answer(200), answer(undefined, 'closed')), {}, 'sockjs', true],
  [
    'somebody of another kind drops what he does not know',
    part(answer(404), answer(404), answer(undefined, 'closed')),
    part(answer(200), answer(404), answer(101)),
    'handler',
    false,
  ],
  ['nothing shows what it is', part(answer(200), answer(undefined, 'closed')), {}, undefined, true],
  ['most are not answered at all', part(answer(200), answer(503), answer(), answer()), {}, 'sockjs', false],
  ['all are refused', part(answer(503), answer(503)), {}, 'sockjs', false],
] as const)('%s: was it their number?', (_, sockJs, raw, kind, tooMuch) => {
  expect(wasTooMuch({ sockJs, raw }, kind)).toBe(tooMuch);
});

test('asking gently ends, and what was not asked is not called broken', async () => {
  jest.useFakeTimers();
  const lane = new GentleLane(new Stopwatch(), 20, 1000);
  const asking = Promise.all(
    [1, 2, 3].map((number) => lane.ask('x', () => new Promise((resolve) => setTimeout(() => resolve(number), 600)))),
  );
  await jest.runAllTimersAsync();
  jest.useRealTimers();
  expect(await asking).toEqual([1, 2, undefined]);
  const burst = { together: [200], crowd: [101], body: '', alone: 200, ms: 1 };
  const evidence: Evidence = {
    route: { kind: 'sockjs', path: '/ws' },
    burst,
    info: { path: '/ws/info', status: 200, isInfo: true, websocket: true, allowOrigin: [], cookies: [], body: '', ms: 1 },
  };
  const chain = request('http://x/ws');
  const ground = new Ground();
  const told = toRoute(chain, 'sockjs').map((question) => ground.answer(question, askingOf(chain, chain.routes[0], 'sockjs'), evidence));
  expect(told.filter(({ verdict }) => verdict === 'problem')).toEqual([]);
  expect(told).toContainEqual(
    expect.objectContaining({ question: 'websocket', verdict: 'undetermined', summary: expect.stringContaining('not asked') as unknown }),
  );
});
