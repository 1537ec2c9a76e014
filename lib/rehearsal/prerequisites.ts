import { execFile, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { streamModule } from './stream-module';

/** A program, or a module of Python's, and the package that brings it. */
export interface Tool {
  readonly program: string;
  /** A program that does the same. */
  readonly or?: string;
  readonly module?: string;
  /** What else must be so of the program. */
  readonly isComplete?: (path: string) => boolean;
  readonly apt: string;
  readonly dnf: string;
  readonly brew: string;
}

/** What a rehearsal runs. */
export const TOOLS = {
  nginx: { program: 'nginx', apt: 'nginx', dnf: 'nginx', brew: 'nginx' },
  "nginx's stream module": {
    program: 'nginx',
    isComplete: (nginx) => streamModule(nginx) !== undefined,
    apt: 'nginx libnginx-mod-stream',
    dnf: 'nginx nginx-mod-stream',
    brew: 'nginx',
  },
  haproxy: { program: 'haproxy', apt: 'haproxy', dnf: 'haproxy', brew: 'haproxy' },
  openssl: { program: 'openssl', apt: 'openssl', dnf: 'openssl', brew: 'openssl' },
  python3: { program: 'python3', apt: 'python3', dnf: 'python3', brew: 'python' },
  java: { program: 'java', apt: 'default-jre-headless', dnf: 'java-21-openjdk-headless', brew: 'openjdk' },
  jdk: { program: 'javac', apt: 'default-jdk-headless', dnf: 'java-21-openjdk-devel', brew: 'openjdk' },
  maven: { program: 'mvn', apt: 'maven', dnf: 'maven', brew: 'maven' },
  valkey: { program: 'valkey-server', or: 'redis-server', apt: 'redis-server', dnf: 'valkey', brew: 'valkey' },
  ip: { program: 'ip', apt: 'iproute2', dnf: 'iproute', brew: '' },
  nsenter: { program: 'nsenter', apt: 'util-linux', dnf: 'util-linux', brew: '' },
} as const satisfies Readonly<Record<string, Tool>>;

/** The names under which `requireTools` knows what a rehearsal runs. */
export type ToolName = keyof typeof TOOLS;

/** Debian's sbin is not on every user's path. */
const EXTRA_PATH = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/opt/homebrew/bin'];

/** Where a program is, looked for on the path and in the system's own folders. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...EXTRA_PATH];
  return folders.map((folder) => resolve(folder, name)).find((path) => existsSync(path));
}

/** The same for a tool that has another name on some systems. */
export function findServer({ program, or }: Tool): string | undefined {
  return findProgram(program) ?? (or === undefined ? undefined : findProgram(or));
}

/** The tools that a rehearsal needs on this system. */
export function toolsFor(options: { java: boolean; tls: boolean; engine?: boolean; relay?: boolean; broker?: boolean }): ToolName[] {
  const linux = process.platform === 'linux' && process.getuid?.() === 0;
  return [
    'nginx',
    'haproxy',
    'python3',
    ...(options.tls ? ['openssl' as const] : []),
    ...(options.java ? ['java' as const] : []),
    ...(options.engine ? ['valkey' as const] : []),
    ...(options.relay ? ["nginx's stream module" as const] : []),
    ...(options.broker ? ['maven' as const, 'jdk' as const] : []),
    ...(linux ? ['ip' as const, 'nsenter' as const] : []),
  ];
}

/** Installs what is missing where that can be done unasked (root on Debian or Ubuntu), else says exactly what to install. */
export function requireTools(names: readonly ToolName[], say: (line: string) => void): Promise<void> {
  return requireEach(Object.fromEntries(names.map((name) => [name, TOOLS[name]])), say);
}

/** The same for tools of the caller's own, by the names that an error shows. */
export async function requireEach(tools: Readonly<Record<string, Tool>>, say: (line: string) => void): Promise<void> {
  const missing = () => Object.keys(tools).filter((name) => !isThere(tools[name]));
  const names = missing();
  if (names.length === 0) {
    return;
  }
  const packages = (system: 'apt' | 'dnf' | 'brew') =>
    [...new Set(names.map((name) => tools[name][system]))].filter((name) => name !== '').join(' ');
  const failure = process.getuid?.() === 0 && findProgram('apt-get') ? await installSaying(packages('apt'), say) : '';
  const still = missing();
  if (still.length > 0) {
    throw new Error(
      `${still.join(', ')} ${still.length > 1 ? 'are' : 'is'} not installed, but needed here${failure}: install with one of\n` +
        `  sudo apt-get install ${packages('apt')}\n  sudo dnf install ${packages('dnf')}\n  brew install ${packages('brew')}`,
    );
  }
}

function isThere(tool: Tool): boolean {
  const { module, isComplete = () => true } = tool;
  const path = findServer(tool);
  return (
    path !== undefined &&
    isComplete(path) &&
    (module === undefined || spawnSync(path, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0)
  );
}

async function installSaying(packages: string, say: (line: string) => void): Promise<string> {
  say(`installing ${packages} with apt-get`);
  const complaints = await install(packages.split(' '));
  return complaints === '' ? '' : `, and apt-get could not install ${packages}:\n${complaints}\nWhen that is cured`;
}

/**
 * Installs Debian packages without letting them start services: Debian's nginx would take port 80. What apt-get complains of, if it
 * fails.
 */
export async function install(packages: readonly string[]): Promise<string> {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  }
  try {
    const update = await aptGet('update');
    const { failed, complaints } = await aptGet('install', '-y', '--no-install-recommends', ...packages);
    return failed ? [...new Set([...update.complaints, ...complaints])].slice(-8).join('\n') : '';
  } finally {
    if (ours) {
      rmSync(policy, { force: true });
    }
  }
}

/** Another installation that runs, as after a machine's start, is waited for a minute; a mirror that does not answer is not. */
const PATIENCE = ['-o', 'DPkg::Lock::Timeout=60', '-o', 'Acquire::Retries=2', '-o', 'Acquire::http::Timeout=20'];

function aptGet(...words: string[]): Promise<{ failed: boolean; complaints: string[] }> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  return new Promise((resolve) => {
    execFile('apt-get', ['-q', ...PATIENCE, ...words], { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const notRun = typeof error?.code === 'string' ? [error.message] : [];
      resolve({
        failed: error !== null,
        complaints: [...`${stdout}\n${stderr}`.split('\n').filter((line) => /^(E|W|dpkg): /.test(line)), ...notRun],
      });
    });
  });
}
