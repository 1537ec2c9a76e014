import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IDLE } from '../../lib/doctor/questions/idle';
import { holdStream } from '../../lib/probes/hold-stream';

/** How a stream reads that sends an event at these times, and is cut or ended after a while. */
async function held(eventsMs: readonly number[], endMs: number, how: 'destroy' | 'end') {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    eventsMs.forEach((at) => setTimeout(() => response.write(':\n\n'), at));
    setTimeout(() => (how === 'end' ? response.end() : response.destroy()), endMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stream = await holdStream({ origin }, '/events', { origin, waitMs: 1500 });
  server.closeAllConnections();
  server.close();
  const { verdict, summary } = IDLE.read({ holdStream: stream });
  return `${verdict}: ${summary.replace(/\d+\.\d s/g, 'a while')}`;
}

const CUT = 'problem: the stream was cut after a while';
const UNCLEAR = `${CUT}, by a timeout for silence, or for the whole answer`;

test.each([
  [
    'regular events, cut between two of them',
    [0, 200, 400, 600],
    700,
    'destroy',
    `${CUT}, a while after its last event, so by a timeout for the whole answer`,
  ],
  ['events, and then a longer silence than any before', [0, 100, 200], 900, 'destroy', UNCLEAR],
  ['no event at all', [], 500, 'destroy', UNCLEAR],
  ['one event', [100], 500, 'destroy', UNCLEAR],
  ['an end that the application sets', [0, 100], 300, 'end', 'undetermined: the application ended the stream after a while'],
  ['no end', [0, 100], 5000, 'destroy', 'healthy: the stream lived 2 s'],
] as const)('a stream with %s', async (_, events, endMs, how, says) => {
  expect(await held(events, endMs, how)).toBe(says);
});
