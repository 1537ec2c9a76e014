import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../../lib/rehearsal/certificate';
import { haproxyConfig, type HostPlace, type StandIn } from '../../lib/rehearsal/haproxy';
import type { Ingress } from '../../lib/rehearsal/ingress-in-template';
import { holdPort } from '../../lib/rehearsal/ports';
import { findProgram } from '../../lib/rehearsal/prerequisites';
import { temporaryFolder } from './fixture';

const INGRESS: Ingress = {
  tls: true,
  conditions: { paths: [], hosts: [] },
  redirect: { status: 301 },
  idleSeconds: 3600,
  dropInvalidHeaders: true,
  http2: true,
  stickiness: { enabled: true, seconds: 86_400 },
  health: { path: '/health', matcher: '200-299,302' },
  assumptions: [],
};
const STAND_IN: StandIn = {
  ingress: INGRESS,
  host: 'api.example.com',
  port: 8443,
  redirectPort: 8081,
  certificate: '/tmp/listener.pem',
  targetPort: 8000,
  appPort: 8080,
  hosts: [place('host', 'rehearsal-x')],
};

function place(name: string, namespace?: string): HostPlace {
  return { name, namespace, nginxSocket: `/tmp/${name}-nginx.sock`, appSocket: `/tmp/${name}-app.sock` };
}

test('a load balancer as HAProxy reads it', () => {
  expect(haproxyConfig(STAND_IN)).toMatchSnapshot();
});

test('several hosts, each with a cookie of its own, and an engine between them', () => {
  const hosts = [place('host1', 'rehearsal-x'), place('host2', 'rehearsal-y')];
  const local = { ports: [5432], statistics: '/tmp/haproxy.sock' };
  expect(haproxyConfig({ ...STAND_IN, hosts, local, engine: 'unix@/tmp/engine.sock' })).toMatchSnapshot();
});

test('who stands before a broker accepts nothing while it is away', () => {
  const broker = { addresses: ['mq1:61613'], certificate: '/tmp/broker.pem' };
  expect(haproxyConfig({ ...STAND_IN, broker })).toContain(
    [
      'listen broker_1',
      '  timeout client 24h',
      '  timeout server 24h',
      '  bind 127.0.0.1:24845 namespace rehearsal-x ssl crt /tmp/broker.pem ssl-min-ver TLSv1.2',
      '  tcp-request connection reject if { nbsrv(broker_1) eq 0 }',
      '  server there mq1:61613 check inter 500ms fall 1 rise 1',
    ].join('\n'),
  );
});

const haproxy = findProgram('haproxy');
(haproxy ? test : test.skip).each<[string, Partial<StandIn>, Partial<Ingress>]>([
  ['all of it', {}, {}],
  [
    'plain HTTP, nothing special',
    { redirectPort: undefined },
    { tls: false, dropInvalidHeaders: false, stickiness: { enabled: false, seconds: 1 }, redirect: undefined, http2: false },
  ],
  ['rules', {}, { conditions: { paths: ['/api/*', '/ws?', '/a b#c', '/$-_.+!'], hosts: ['api.example.com', '*.example.org'] } }],
  ['an application outside', { outside: { host: 'localhost', port: 9000 } }, {}],
  ['ports of the machine', { local: { ports: [5432, 6379], statistics: '/tmp/haproxy.sock' } }, {}],
  ['several hosts', { hosts: [place('host1'), place('host2')], engine: 'unix@/tmp/engine.sock' }, {}],
  ['brokers', { hosts: [place('host1'), place('host2')], broker: { addresses: ['127.0.0.1:61613', '[::1]:61613'] } }, {}],
  ['no namespace', { hosts: [place('host')], outside: { host: '127.0.0.1', port: 8080 } }, {}],
])('haproxy -c accepts %s', async (_, more, ingress) => {
  const directory = temporaryFolder('haproxy-');
  const { pemFile } = await makeCertificate(directory, 'api.example.com');
  const standIn = { ...STAND_IN, ...more, certificate: pemFile, ingress: { ...INGRESS, ...ingress } };
  // A namespace must exist to be named, and takes root: the check goes without.
  const file = join(directory, 'haproxy.cfg');
  writeFileSync(file, `${haproxyConfig({ ...standIn, hosts: standIn.hosts.map((host) => ({ ...host, namespace: undefined })) })}\n`);
  const sockets = await Promise.all([holdPort(28_443), holdPort(28_081)]);
  const { status, stderr } = spawnSync(haproxy ?? '', ['-c', '-f', file], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe', ...sockets.map(({ descriptor }) => descriptor)],
  });
  await Promise.all(sockets.map(({ release }) => release()));
  expect([status, stderr]).toEqual([0, expect.not.stringMatching(/WARNING|ALERT/)]);
});
