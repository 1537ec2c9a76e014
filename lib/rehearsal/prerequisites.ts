import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that the rehearsal runs, and the package that brings it. */
interface Tool {
  readonly program: string;
  readonly apt: string;
  readonly dnf: string;
  readonly brew: string;
}

const TOOLS: Readonly<Record<string, Tool>> = {
  nginx: { program: 'nginx', apt: 'nginx', dnf: 'nginx', brew: 'nginx' },
  haproxy: { program: 'haproxy', apt: 'haproxy', dnf: 'haproxy', brew: 'haproxy' },
  openssl: { program: 'openssl', apt: 'openssl', dnf: 'openssl', brew: 'openssl' },
  python3: { program: 'python3', apt: 'python3', dnf: 'python3', brew: 'python' },
  java: { program: 'java', apt: 'default-jre-headless', dnf: 'java-21-openjdk-headless', brew: 'openjdk' },
  jdk: { program: 'javac', apt: 'default-jdk-headless', dnf: 'java-21-openjdk-devel', brew: 'openjdk' },
  maven: { program: 'mvn', apt: 'maven', dnf: 'maven', brew: 'maven' },
  ip: { program: 'ip', apt: 'iproute2', dnf: 'iproute', brew: '' },
  nsenter: { program: 'nsenter', apt: 'util-linux', dnf: 'util-linux', brew: '' },
  chromium: { program: 'chromium', apt: 'chromium', dnf: 'chromium', brew: 'chromium' },
  'systemd-analyze': { program: 'systemd-analyze', apt: 'systemd', dnf: 'systemd', brew: '' },
};

/** The names under which `requireTools` knows programs. */
export type ToolName = 'nginx' | 'haproxy' | 'openssl' | 'python3' | 'java' | 'jdk' | 'maven' | 'ip' | 'nsenter' | 'chromium' | 'systemd-analyze';

/** Debian's sbin is not on every user's path. */
const EXTRA_PATH = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin'];

/** Where a program is, looked for on the path and in the system's own folders. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...EXTRA_PATH];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The tools that a rehearsal needs on this system. */
export function toolsFor(options: { java: boolean; tls: boolean }): ToolName[] {
  const linux = process.platform === 'linux' && process.getuid?.() === 0;
  return ['nginx', 'haproxy', 'python3', ...(options.tls ? ['openssl' as const] : []), ...(options.java ? ['java' as const] : []), ...(linux ? ['ip' as const, 'nsenter' as const] : [])];
}

/** Installs what is missing where that can be done unasked (root on Debian or Ubuntu), else says exactly what to install. */
export function requireTools(names: readonly ToolName[], say: (line: string) => void): void {
  const missing = names.filter((name) => !findProgram(TOOLS[name].program));
  if (missing.length === 0) {
    return;
  }
  const packages = (system: 'apt' | 'dnf' | 'brew') => missing.map((name) => TOOLS[name][system]).filter((name) => name !== '').join(' ');
  if (process.getuid?.() === 0 && findProgram('apt-get')) {
    say(`installing ${packages('apt')} with apt-get`);
    install(packages('apt').split(' '));
  }
  const still = missing.filter((name) => !findProgram(TOOLS[name].program));
  if (still.length > 0) {
    throw new Error(
      `${still.join(', ')} ${still.length > 1 ? 'are' : 'is'} not installed, but needed here: install with one of\n` +
        `  sudo apt-get install ${packages('apt')}\n  sudo dnf install ${packages('dnf')}\n  brew install ${packages('brew')}`,
    );
  }
}

/** Installs Debian packages without letting them start services: Debian's nginx would take port 80. */
export function install(packages: readonly string[]): void {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  }
  try {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env: environment });
    spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore', env: environment });
  } finally {
    if (ours) {
      rmSync(policy, { force: true });
    }
  }
}
