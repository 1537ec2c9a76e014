import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, install } from '../../../lib/rehearsal/prerequisites';
import { freePort } from '../../free-port';

const VENV = join(__dirname, '..', '..', '..', 'node_modules', '.cache', 'aws-emulator');
const REQUIREMENTS = join(__dirname, 'requirements.txt');

/** An emulator of AWS's HTTP API in a process of its own. */
export interface Emulator {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts it with IAM enforced; the first time it is installed into an environment of its own. */
export async function startEmulator(): Promise<Emulator> {
  prepare();
  const port = await freePort();
  const env = { PATH: process.env.PATH, HOME: VENV, GATEWAY_PORT: `${port}`, BIND_HOST: '127.0.0.1', MINISTACK_HOST: '127.0.0.1', MINISTACK_ACCOUNT_ID: '123456789012', AUTH: 'true' };
  const child = spawn(join(VENV, 'bin', 'ministack'), [], { env, stdio: 'ignore' });
  await answers(port, child);
  return {
    port,
    stop: () => new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGKILL');
    }),
  };
}

function prepare(): void {
  const mark = join(VENV, 'installed');
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) {
    return;
  }
  mkdirSync(VENV, { recursive: true });
  if (spawnSync('python3', ['-m', 'venv', VENV]).status !== 0 && process.getuid?.() === 0 && findProgram('apt-get')) {
    install(['python3-venv']);
  }
  execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'pipe' });
  execFileSync(join(VENV, 'bin', 'pip'), ['install', '-q', '-r', REQUIREMENTS], { stdio: 'pipe' });
  writeFileSync(mark, wanted);
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (child.exitCode !== null) {
      throw new Error(`the emulator ended with ${child.exitCode}`);
    }
    const up = await fetch(`http://127.0.0.1:${port}/_ministack/health`).then(() => true, () => false);
    if (up) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the emulator does not answer after 30 s');
}
