import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { HEALTH_PATH, UNITS } from '../lib/chain/conventions';
import { AGENT_DIR } from '../lib/host/agent-package';
import { nginxUnit } from '../lib/host/nginx-unit';
import { springUnit } from '../lib/spring/spring-unit';
import { SpringWebSocketService } from '../lib';
import { RunningSite } from './goldens/running-site';
import { site } from './goldens/sites';
import { chat, routes, synthesized } from './ingress/synthesized';
import { readUnit } from './spring/unit-reader';

const ROOT = join(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');

describe('docs/security.md', () => {
  const threats = page
    .split('\n## ')[0]
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(1);
  const tests = threats.flatMap((line) =>
    [...line.matchAll(/`(test\/[^`]+)`: "(.+?)"(?=; `test\/| \|$)/g)].map(([, file, name]) => [file, name]),
  );

  test('names a test for each threat', () => {
    expect(threats.length).toBeGreaterThan(15);
    expect(threats.filter((line) => !/\| `test\/[^`]+`: ".+" \|$/.test(line))).toEqual([]);
  });

  test.each(tests)('%s has the test "%s"', (file, name) => {
    const text = readFileSync(join(ROOT, file), 'utf8').replace(/\\'/g, "'").replace(/\(\s+/g, '(');
    const titles = [`('${name}'`, `("${name}"`, `def ${name}(`];
    expect(titles.some((title) => text.includes(title))).toBe(true);
  });

  test('explains every action of the role', () => {
    const { template } = synthesized((stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes }));
    const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
      ({ Properties }) => Properties.PolicyDocument.Statement as { Action: string | string[] }[],
    );
    expect(statements.flatMap(({ Action }) => Action).filter((action) => !page.includes(`\`${action}\``))).toEqual([]);
  });
});

describe('the host', () => {
  const running = new RunningSite();
  beforeAll(() => running.start(site({ routes })));
  afterAll(() => running.end());

  test('a client does not hear the health answer', async () => {
    expect(await running.ask(HEALTH_PATH, { 'x-forwarded-for': '203.0.113.9' })).toMatchObject({ status: 404, seen: undefined });
  });

  const { sizing } = site();
  const health = readFileSync(join(AGENT_DIR, 'system', UNITS.health), 'utf8');

  const hardening = readFileSync(join(AGENT_DIR, 'system', 'hardening.conf'), 'utf8');

  test.each([
    [UNITS.nginx, nginxUnit(sizing, true) + hardening],
    [UNITS.springBoot, springUnit({ sizing, jvmOptions: [], idleSeconds: 3600, variables: [] }) + hardening],
    [UNITS.health, health],
  ])('%s may do what a service needs and no more', (_, text) => {
    const { values } = readUnit(text);
    const limits = [
      'DynamicUser',
      'CapabilityBoundingSet',
      'PrivateDevices',
      'ProtectKernelTunables',
      'ProtectControlGroups',
      'RestrictNamespaces',
      'RestrictAddressFamilies',
      'SystemCallArchitectures',
      'SystemCallFilter',
    ];
    expect(limits.map((name) => values(`Service.${name}`).join())).toEqual([
      'yes',
      '',
      'yes',
      'yes',
      'yes',
      'yes',
      'AF_INET AF_INET6 AF_NETLINK AF_UNIX',
      'native',
      '@system-service',
    ]);
  });

  test('no program of the host trusts a server that cannot prove its name', () => {
    const programs = readdirSync(join(ROOT, 'lib', 'host'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py'));
    expect(programs.length).toBeGreaterThan(15);
    expect(
      programs.filter((name) =>
        /_create_unverified|CERT_NONE|check_hostname|PYTHONHTTPSVERIFY/.test(readFileSync(join(ROOT, 'lib', 'host', name), 'utf8')),
      ),
    ).toEqual([]);
  });
});
