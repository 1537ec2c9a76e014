import { handshake } from '../../lib/probes/handshake';
import { health, matches } from '../../lib/probes/health';
import { iframe } from '../../lib/probes/iframe';
import { message } from '../../lib/probes/message';
import { origins } from '../../lib/probes/origins';
import { sockJsInfo } from '../../lib/probes/sockjs-info';
import { stompConnect } from '../../lib/probes/stomp-connect';
import { eventSource, eventStream, xhrStreaming } from '../../lib/probes/stream';
import { xhrPolling } from '../../lib/probes/xhr-polling';
import { fakeSpring, type FakeOptions } from './fake-spring';

async function asking<T>(options: FakeOptions, ask: (target: { origin: string }) => Promise<T>): Promise<T> {
  const server = await fakeSpring(options);
  try {
    return await ask({ origin: `http://127.0.0.1:${server.port}` });
  } finally {
    server.close();
  }
}

test('a healthy SockJS endpoint, question by question', async () => {
  await asking({}, async (target) => {
    expect(await sockJsInfo(target, '/ws')).toMatchObject({ status: 200, isInfo: true, websocket: true, cookieNeeded: true });
    expect(await handshake(target, { path: '/ws/000/abc/websocket' }, { awaitFrame: true })).toMatchObject({
      status: 101,
      acceptOk: true,
      firstFrame: 'o',
    });
    expect(await stompConnect(target, { path: '/ws', sockJs: true })).toMatchObject({
      command: 'CONNECTED',
      version: '1.2',
      heartBeat: '10000,10000',
    });
    expect(await xhrStreaming(target, '/ws')).toMatchObject({ status: 200, opened: true });
    expect(await eventSource(target, '/ws')).toMatchObject({ status: 200, opened: true });
    expect(await xhrPolling(target, '/ws', { stomp: Promise.resolve(true) })).toMatchObject({
      opened: true,
      sendStatus: 204,
      answered: true,
      cookieNames: ['JSESSIONID'],
      sticky: false,
    });
    expect(await iframe(target, '/ws')).toMatchObject({ status: 404, empty: true });
    expect(await eventStream(target, '/events', undefined, 300)).toMatchObject({ status: 200, opened: true });
    expect(await health(target, '/ws/info', '200-299')).toMatchObject({ healthy: true });
    expect(await origins(target, () => '/ws/000/abc/websocket')).toMatchObject({ refused: [] });
  });
});

test('a message from one client to another, with the libraries that browsers use', async () => {
  const echo = { send: '/app/x', receive: '/topic/x' };
  expect(await asking({}, (target) => message(target, { path: '/ws', sockJs: true }, echo))).toMatchObject({
    delivered: true,
    transport: 'websocket',
    errors: [],
  });
  expect(await asking({ raw: true }, (target) => message(target, { path: '/ws', sockJs: false }, echo))).toMatchObject({
    delivered: true,
    errors: [],
  });
});

test('fails: a broker that is not there', async () => {
  const echo = { send: '/app/x', receive: '/topic/x' };
  expect(await asking({ error: 'Broker not available.' }, (target) => stompConnect(target, { path: '/ws', sockJs: true }))).toMatchObject({
    command: 'ERROR',
    error: 'Broker not available.',
  });
  expect(await asking({ error: 'Broker not available.' }, (target) => message(target, { path: '/ws', sockJs: true }, echo))).toMatchObject({
    delivered: false,
    errors: ['ERROR Broker not available.', 'ERROR Broker not available.'],
  });
});

test("fails: a handshake without Upgrade shows Spring's own words", async () => {
  expect(await asking({ withoutUpgrade: true }, (target) => handshake(target, { path: '/ws/000/abc/websocket' }))).toMatchObject({
    status: 400,
    acceptOk: false,
    body: 'Can "Upgrade" only to "WebSocket".',
  });
});

test.each([
  [200, '200', true],
  [204, '200', false],
  [204, '200-299', true],
  [302, '200,302', true],
  [404, '200-299,302', false],
])('status %i in matcher %s is %s', (status, matcher, ok) => {
  expect(matches(status, matcher)).toBe(ok);
});
