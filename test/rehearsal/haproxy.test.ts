import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../../lib/rehearsal/certificate';
import { haproxyConfig, type StandIn } from '../../lib/rehearsal/haproxy';
import type { Ingress } from '../../lib/rehearsal/ingress-in-template';
import { findProgram } from '../../lib/rehearsal/prerequisites';
import { temporaryFolder } from './fixture';

const INGRESS: Ingress = {
  tls: true, conditions: { paths: [], hosts: [] }, redirect: { status: 301 }, idleSeconds: 3600, dropInvalidHeaders: true, http2: true,
  stickiness: { enabled: true, seconds: 86_400 }, health: { path: '/health', matcher: '200-299,302' }, assumptions: [],
};
const STAND_IN: StandIn = {
  ingress: INGRESS, host: 'api.example.com', port: 8443, redirectPort: 8081, certificate: '/tmp/listener.pem', targetPort: 8000, appPort: 8080,
  namespace: 'rehearsal-x', nginxSocket: '/tmp/nginx.sock', appSocket: '/tmp/app.sock',
};

test('a load balancer as HAProxy reads it', () => {
  expect(haproxyConfig(STAND_IN)).toMatchSnapshot();
});

const haproxy = findProgram('haproxy');
(haproxy ? test : test.skip).each<[string, Partial<StandIn>, Partial<Ingress>]>([
  ['all of it', {}, {}],
  ['plain HTTP, nothing special', { redirectPort: undefined }, { tls: false, dropInvalidHeaders: false, stickiness: { enabled: false, seconds: 1 }, redirect: undefined, http2: false }],
  ['rules', {}, { conditions: { paths: ['/api/*', '/ws?', '/a b#c', '/$-_.+!'], hosts: ['api.example.com', '*.example.org'] } }],
  ['an application outside', { outside: { host: 'localhost', port: 9000 } }, {}],
  ['no namespace', { namespace: undefined, outside: { host: '127.0.0.1', port: 8080 } }, {}],
])('haproxy -c accepts %s', async (_, more, ingress) => {
  const directory = temporaryFolder('haproxy-');
  const { pemFile } = await makeCertificate(directory, 'api.example.com');
  const standIn = { ...STAND_IN, ...more, certificate: pemFile, ingress: { ...INGRESS, ...ingress } };
  // A namespace must exist to be named, and takes root: the check goes without.
  const file = join(directory, 'haproxy.cfg');
  writeFileSync(file, `${haproxyConfig({ ...standIn, namespace: undefined })}\n`);
  const { status, stderr } = spawnSync(haproxy ?? '', ['-c', '-f', file], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, expect.not.stringMatching(/WARNING|ALERT/)]);
});
