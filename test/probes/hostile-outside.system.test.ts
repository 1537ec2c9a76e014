import * as net from 'node:net';
import { chainToDiagnose, URL_OPTIONS } from '../../lib/cli/doctor-url-options';
import { readOptions } from '../../lib/cli/options';
import { diagnose } from '../../lib/doctor/url/diagnose';
import { burst } from '../../lib/probes/burst';
import { deflate } from '../../lib/probes/deflate';
import { front } from '../../lib/probes/front';
import { h2cUpgrade } from '../../lib/probes/h2c-upgrade';
import { hold } from '../../lib/probes/hold';
import { http2Handshake } from '../../lib/probes/http2-handshake';
import { preflight } from '../../lib/probes/preflight';
import { reach } from '../../lib/probes/reach';
import { sizes } from '../../lib/probes/sizes';
import { stickiness } from '../../lib/probes/stickiness';
import type { Target } from '../../lib/probes/target';
import { watch } from '../../lib/probes/watch';
import { HOSTILE } from './hostile-servers';

const PROBES: Record<string, (target: Target) => Promise<{ ms: number }>> = {
  burst: (target) => burst(target, '/ws', true, 10),
  deflate: (target) => deflate(target, '/ws', { sockJs: true }),
  front: (target) => front(target, 400),
  h2c: (target) => h2cUpgrade(target, '/ws'),
  http2: (target) => http2Handshake({ ...target, origin: target.origin.replace('http:', 'https:') }, '/ws', 400),
  preflight: (target) => preflight(target, '/ws', 'https://app.example.com'),
  reach: (target) => reach(['127.0.0.1'], Number(new URL(target.origin).port), 400),
  stickiness: (target) => stickiness(target, '/ws'),
  hold: (target) => hold(target, '/ws', { sockJs: true, stomp: true, waitMs: 300 }),
  sizes: (target) => sizes(target, '/ws', { sockJs: true }),
  watch: (target) => watch(target, '/ws', { sockJs: false, stomp: true, watchMs: 300, everyMs: 100 }),
};

describe.each(Object.entries(HOSTILE))('a server that %s', (_, behave) => {
  let server: net.Server;
  const sockets = new Set<net.Socket>();
  const origin = () => `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;

  beforeAll(async () => {
    server = net.createServer((socket) => {
      sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
      socket.once('data', () => behave(socket));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });

  test('makes no probe throw or wait for ever', async () => {
    const target = { origin: origin(), patienceMs: 400 };
    const settled = await Promise.allSettled(Object.values(PROBES).map((probe) => probe(target)));
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
  }, 30_000);

  test('is a problem with a cause, or with those that remain, in bounded time', async () => {
    const started = performance.now();
    const report = await diagnose(
      chainToDiagnose(readOptions([`${origin()}/ws`, '--timeout', '1'], URL_OPTIONS, { name: 'url', help: '' })),
    );
    const { verdict, cause, remaining } = report;
    expect(verdict).toBe(cause ? 'problem' : 'undetermined');
    expect([cause?.code, ...remaining.flatMap(({ possible }) => possible.map(({ code }) => code))]).toContainEqual(expect.any(String));
    expect(performance.now() - started).toBeLessThan(25_000);
  }, 30_000);
});
