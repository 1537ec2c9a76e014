import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { AGENT_FILE, UNITS } from '../../lib/chain/conventions';
import { cloudConfig } from '../../lib/host/cloud-config';
import { AGENT_DIR } from '../../lib/host/agent-package';
import { hostFiles, type HostContent } from '../../lib/host/host-files';
import { parse } from 'yaml';
import { site } from '../goldens/sites';
import { contentOf } from '../ingress/user-data';
import { readUnit } from '../spring/unit-reader';

const content: HostContent = {
  site: site({ connections: 7500 }),
  spring: {
    sizing: site({ connections: 7500 }).sizing,
    idleSeconds: 3600,
    jvmOptions: ['-Da=%h $HOME "x" \\'],
    managementPort: 9090,
    variables: [],
  },
  deployment: '{}\n',
};
const system = join(AGENT_DIR, 'system');
const own = readdirSync(system).filter((name) => name.endsWith('.service'));
const files = [
  ...hostFiles(content),
  ...own.map((name) => ({ path: `etc/systemd/system/${name}`, content: readFileSync(join(system, name), 'utf8') })),
];
const hardening = readFileSync(join(system, 'hardening.conf'), 'utf8');
/** A unit as systemd reads it, with what the agent adds to those of user data. */
const whole = (name: string, content: string) => (own.includes(name) ? content : `${content}${hardening}`);
const unit = (name: string) => readUnit(whole(name, files.find(({ path }) => path.endsWith(`/${name}`))!.content));

describe('every unit', () => {
  test.each(Object.values(UNITS))('%s is there', (name) => {
    expect(unit(name).values('Unit.Description')).toHaveLength(1);
  });

  test.each([UNITS.nginx, UNITS.springBoot, UNITS.health, UNITS.logs, UNITS.relay])('%s is restarted whenever it dies', (name) => {
    expect([unit(name).values('Service.Restart'), unit(name).values('Unit.StartLimitIntervalSec')]).toEqual([['always'], ['0']]);
  });

  test.each([UNITS.nginx, UNITS.springBoot, UNITS.health])('%s runs without root and without privileges', (name) => {
    const { values } = unit(name);
    // DynamicUser implies NoNewPrivileges, PrivateTmp, ProtectSystem=strict and RestrictSUIDSGID (systemd.exec(5))
    expect([values('Service.DynamicUser'), values('Service.CapabilityBoundingSet'), values('Service.ProtectHome')]).toEqual([
      ['yes'],
      [''],
      ['yes'],
    ]);
  });

  test('comes after what fetches its input', () => {
    for (const name of [UNITS.nginx, UNITS.springBoot, UNITS.health, UNITS.gate, UNITS.logs, UNITS.relay]) {
      expect(unit(name).values('Unit.After').join(' ').split(' ')).toContain(UNITS.prepare);
    }
  });

  test('calls the agent by its one path', () => {
    const calls = [UNITS.prepare, UNITS.health, UNITS.gate, UNITS.logs, UNITS.relay].map((name) => unit(name).command());
    expect(calls).toEqual(['prepare', 'serve', 'gate', 'logs', 'relay'].map((command) => ['/usr/bin/python3', `/${AGENT_FILE}`, command]));
  });
});

test('what is fetched is tried again for ever, at its own pace: no unit that restarts faster pulls it in', () => {
  expect([unit(UNITS.prepare).values('Service.Restart'), unit(UNITS.prepare).values('Unit.StartLimitIntervalSec')]).toEqual([
    ['on-failure'],
    ['0'],
  ]);
  for (const name of [UNITS.nginx, UNITS.springBoot]) {
    expect([unit(name).values('Unit.Wants'), unit(name).values('Unit.Requires')]).toEqual([[], []]);
  }
});

test('nginx checks its configuration before it starts, and reads the one that was written', () => {
  const call = ['/usr/sbin/nginx', '-e', 'stderr', '-p', '/', '-c', 'etc/websocket-host/nginx.conf'];
  expect(unit(UNITS.nginx).command()).toEqual(call);
  expect(unit(UNITS.nginx).values('Service.ExecStartPre')).toEqual([[...call, '-t'].join(' ')]);
  expect(unit(UNITS.nginx).values('Service.LimitNOFILE')).toEqual(['65536']);
  expect(files.map(({ path }) => path)).toContain('etc/websocket-host/nginx.conf');
});

test('the gate runs once, is not started at boot and waits as long as it takes', () => {
  const { values } = unit(UNITS.gate);
  expect([values('Service.Type'), values('Install.WantedBy'), values('Service.TimeoutStartSec')]).toEqual([['oneshot'], [], ['infinity']]);
});

test('what people must read on the console stands there too', () => {
  for (const name of [UNITS.prepare, UNITS.gate]) {
    expect([unit(name).values('Service.StandardOutput'), unit(name).values('Service.StandardError')]).toEqual([
      ['journal+console'],
      ['journal+console'],
    ]);
  }
});

test('the accept queue is as long in the kernel as in nginx and Tomcat', () => {
  const sysctl = files.find(({ path }) => path.startsWith('etc/sysctl.d/'))!.content;
  expect(sysctl).toMatch(/^net\.core\.somaxconn = 4096$/m);
  expect(sysctl).toMatch(/^net\.ipv4\.tcp_max_syn_backlog = 4096$/m);
  expect(unit(UNITS.springBoot).environment().SERVER_TOMCAT_ACCEPTCOUNT).toBe('4096');
});

const analyze = ['/usr/bin/systemd-analyze', '/bin/systemd-analyze'].find((file) => existsSync(file));

test('systemd itself has no complaint (systemd-analyze verify)', () => {
  if (!analyze) {
    if (process.env.CI === 'true') throw new Error('systemd-analyze is missing: apt-get install systemd');
    process.stderr.write('\nSKIPPED, systemd did not look at the units: systemd-analyze is missing (apt-get install systemd)\n');
    return;
  }
  const root = mkdtempSync(join(tmpdir(), 'units-'));
  const write = (path: string, text: string) => (
    mkdirSync(dirname(join(root, path)), { recursive: true }), writeFileSync(join(root, path), text)
  );
  // verify looks whether the programs are there
  for (const program of ['usr/sbin/nginx', 'usr/bin/python3', 'usr/bin/java', 'bin/kill']) {
    write(program, '#!/bin/sh\n');
    chmodSync(join(root, program), 0o755);
  }
  const units = files.filter(({ path }) => path.startsWith('etc/systemd/system/'));
  units.forEach(({ path, content }) => write(path, whole(path.split('/').pop()!, content)));
  for (const target of ['network-online.target', 'multi-user.target', 'sysinit.target', 'basic.target', 'shutdown.target'])
    write(`etc/systemd/system/${target}`, '[Unit]\nDescription=x\n');
  const { stderr, error } = spawnSync(
    analyze,
    ['verify', '--man=no', `--root=${root}`, ...units.map(({ path }) => path.split('/').pop()!)],
    { encoding: 'utf8' },
  );
  rmSync(root, { recursive: true });
  if (error) throw error;
  const complaints = stderr.split('\n').filter((line) => Object.values(UNITS).some((name) => line.includes(name)));
  expect(complaints).toEqual([]);
});

describe('cloud-config', () => {
  const text = [
    'plain\n',
    'no end',
    ' leading\n',
    '\n\n',
    '',
    'a: b\n# c\n',
    '- x\n',
    'tab\there\n',
    'trailing  \n',
    '%YAML\n---\n...\n',
    `${'long '.repeat(200)}\n`,
    '#cloud-config\n',
    '| > \' "\n',
    'café\n',
    'bell \x07 del \x7f\n',
    'carriage\r\nreturn\n',
  ];

  test('gives every text back', () => {
    const made = text.map((content, i) => ({ path: `x/${i}`, content }));
    const document = cloudConfig({ packages: ['nginx'], files: made });
    const read = parse(document, { version: '1.1' }) as any; // as cloud-init does
    expect(document).toMatch(/^#cloud-config\n[\t\n\x20-\x7e]*$/);
    expect(read.write_files.map((file: any) => [file.path, contentOf(file)])).toEqual(
      made.map(({ path, content }) => [`/${path}`, content]),
    );
    expect(read.packages).toEqual(['nginx']);
  });

  test('keeps what people review as readable blocks', () => {
    expect(cloudConfig({ packages: [], files: [{ path: 'a', content: 'one\n  two\n' }] })).toMatch(/^( *)content: \|\n( +)one\n\2  two\n/m);
  });
});
