import * as net from 'node:net';
import { handshake } from '../../lib/probes/handshake';
import { health } from '../../lib/probes/health';
import { iframe } from '../../lib/probes/iframe';
import { redirect } from '../../lib/probes/redirect';
import { sockJsInfo } from '../../lib/probes/sockjs-info';
import { stompConnect } from '../../lib/probes/stomp-connect';
import { eventSource, eventStream, xhrStreaming } from '../../lib/probes/stream';
import type { Target } from '../../lib/probes/target';
import { tlsHandshake } from '../../lib/probes/tls';
import { xhrPolling } from '../../lib/probes/xhr-polling';
import { HOSTILE, type Behaviour } from './hostile-servers';

const LIMITS = { timeoutMs: 400, maxBytes: 4096 };
const PROBES: Record<string, (target: Target) => Promise<{ ms: number }>> = {
  handshake: (target) => handshake(target, { path: '/ws' }, { awaitFrame: true, limits: LIMITS }),
  streaming: (target) => xhrStreaming(target, '/ws', undefined, 400),
  eventsource: (target) => eventSource(target, '/ws', undefined, 400),
  'event stream': (target) => eventStream(target, '/ws', undefined, 400),
  health: (target) => health(target, '/', '200', 400),
  tls: (target) => tlsHandshake({ ...target, origin: target.origin.replace('http:', 'https:') }, 400),
};
const SLOW_PROBES: Record<string, (target: Target) => Promise<{ ms: number }>> = {
  info: (target) => sockJsInfo(target, '/ws'),
  stomp: (target) => stompConnect(target, { path: '/ws', sockJs: true, timeoutMs: 400 }),
  polling: (target) => xhrPolling(target, '/ws'),
  iframe: (target) => iframe(target, '/ws'),
  redirect: (target) => redirect(target, 'https://localhost', '/ws'),
};
// Their own limit is 5 to 8 s, so servers that never end by themselves are left to the others.
const ENDING = [
  'closes at once',
  'sends garbage',
  'sends headers without end',
  'claims a huge body',
  'sends broken chunks',
  'resets in the middle',
];

async function meeting(behaviour: Behaviour, probe: (target: Target) => Promise<{ ms: number }>): Promise<{ ms: number }> {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    behaviour(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await probe({ origin: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}` });
  } finally {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  }
}

describe.each(Object.entries(HOSTILE))('a server that %s', (name, behaviour) => {
  const probes = { ...PROBES, ...(ENDING.includes(name) ? SLOW_PROBES : {}) };
  test.each(Object.entries(probes))('does not upset %s', async (_, probe) => {
    const evidence = await meeting(behaviour, probe);
    expect(evidence.ms).toBeLessThan(3600);
    expect(JSON.parse(JSON.stringify(evidence))).toBeTruthy();
    expect(evidence).not.toMatchObject({ acceptOk: true });
  });
});

test('fails: nobody listens', async () => {
  expect(await handshake({ origin: 'http://127.0.0.1:1' }, { path: '/ws' })).toMatchObject({
    failure: { kind: 'refused' },
    acceptOk: false,
  });
});
