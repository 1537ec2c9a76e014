import { examine, type KnownChain } from '../../lib/doctor/chain/examine';
import type { RouteFacts } from '../../lib/findings/evidence';
import { fakeSpring, type FakeOptions } from '../probes/fake-spring';

async function examining(options: FakeOptions, kind: RouteFacts['kind'], more: Partial<KnownChain> = {}, path = '/ws') {
  const server = await fakeSpring(options);
  try {
    const target = { origin: `http://127.0.0.1:${server.port}` };
    const chain = {
      target,
      direct: { target },
      hosts: 1,
      routes: [{ kind, path }],
      resolve: async () => ({ name: '127.0.0.1', v4: ['127.0.0.1'], v6: [], ms: 0 }),
      ...more,
    };
    const outcome = await examine(chain);
    return {
      verdict: outcome.verdict,
      cause: outcome.cause?.code,
      answers: outcome.answers.map(({ question, verdict }) => `${question} ${verdict}`),
      notices: outcome.notices.map(({ code }) => code),
    };
  } finally {
    server.close();
  }
}

test('SockJS with STOMP, all of it', async () => {
  expect(await examining({}, 'sockjs', { echo: { send: '/app/x', receive: '/topic/x' } })).toEqual({
    verdict: 'healthy',
    cause: undefined,
    answers: [
      'dns healthy',
      'tcp healthy',
      'info healthy',
      'websocket healthy',
      'stomp healthy',
      'message healthy',
      'xhr-streaming healthy',
      'eventsource healthy',
      'xhr-polling healthy',
      'iframe not-offered',
      'client healthy',
    ],
    notices: ['SPR-IFRAME-404'],
  });
});

test('SockJS without STOMP', async () => {
  expect(await examining({ withoutStomp: true }, 'sockjs')).toMatchObject({
    verdict: 'healthy',
    answers: expect.arrayContaining(['stomp not-offered', 'xhr-polling healthy']) as unknown,
  });
});

test('STOMP straight over WebSocket; without a destination the message is not checked', async () => {
  expect(await examining({ raw: true }, 'stomp')).toMatchObject({
    verdict: 'healthy',
    answers: ['dns healthy', 'tcp healthy', 'websocket healthy', 'stomp healthy', 'message not-checked'],
  });
});

test('an application without heartbeats is told so, and passes', async () => {
  expect(await examining({ raw: true, heartBeat: '0,0' }, 'stomp')).toMatchObject({ verdict: 'healthy', notices: ['BROKER-HB-00'] });
});

test('a handler without any protocol', async () => {
  expect(await examining({ raw: true }, 'handler')).toMatchObject({
    verdict: 'healthy',
    answers: ['dns healthy', 'tcp healthy', 'websocket healthy'],
  });
});

test('server-sent events', async () => {
  expect(await examining({}, 'sse', {}, '/events')).toMatchObject({
    verdict: 'healthy',
    answers: ['dns healthy', 'tcp healthy', 'event-stream healthy'],
  });
});

test('a login that the application wants is no fault of the chain', async () => {
  expect(await examining({ login: true }, 'sockjs')).toMatchObject({ verdict: 'healthy', notices: ['SPR-SECURITY-401'] });
  expect(await examining({ login: true }, 'handler')).toMatchObject({ verdict: 'healthy', notices: ['SPR-SECURITY-401'] });
});

test('fails: a login that was given and refused', async () => {
  expect(await examining({ login: true }, 'handler', { login: true })).toMatchObject({
    verdict: 'problem',
    cause: 'SPR-HANDSHAKE-REFUSED',
  });
});

test('fails: SockJS declared, plain WebSocket met, and the other way round', async () => {
  expect(await examining({ raw: true }, 'sockjs')).toMatchObject({ verdict: 'problem', cause: 'CLI-ENDPOINT-MISMATCH' });
  expect(await examining({}, 'stomp')).toMatchObject({ verdict: 'problem', cause: 'CLI-ENDPOINT-MISMATCH' });
});

test('fails: no Upgrade, no broker', async () => {
  expect(await examining({ withoutUpgrade: true }, 'sockjs')).toMatchObject({ verdict: 'problem', cause: 'PROXY-UPGRADE-MISSING' });
  expect(await examining({ error: 'Broker not available.' }, 'sockjs')).toMatchObject({ verdict: 'problem', cause: 'BROKER-RELAY-DOWN' });
});

test('fails: one host, yet another session on every connection', async () => {
  expect(await examining({ sendStatus: 404 }, 'sockjs')).toMatchObject({ verdict: 'problem', cause: 'SPR-708-IP-BIND' });
});
