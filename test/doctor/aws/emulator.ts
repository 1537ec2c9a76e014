import { spawn, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { freePort } from '../../free-port';
import { pythonEnvironment } from '../../python-environment';

/** An emulator of AWS's HTTP API in a process of its own. */
export interface Emulator {
  readonly port: number;
  stop(): Promise<void>;
}

/** The folder of its programs, in a Python environment of its own. */
export function emulatorEnvironment(): string {
  return pythonEnvironment('aws-emulator', join(__dirname, 'requirements.txt'));
}

/** Starts it with IAM enforced. */
export async function startEmulator(): Promise<Emulator> {
  const programs = emulatorEnvironment();
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    HOME: dirname(programs),
    GATEWAY_PORT: `${port}`,
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_ACCOUNT_ID: '123456789012',
    AUTH: 'true',
  };
  const child = spawn(join(programs, 'ministack'), [], { env, stdio: 'ignore' });
  await answers(port, child);
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    if (child.exitCode !== null) {
      throw new Error(`the emulator ended with ${child.exitCode}`);
    }
    const up = await fetch(`http://127.0.0.1:${port}/_ministack/health`).then(
      () => true,
      () => false,
    );
    if (up) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the emulator does not answer after 30 s');
}
