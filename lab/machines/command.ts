import { execFile, type ExecFileException } from 'node:child_process';

/** What a command gave back. */
export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command runs. */
export interface CommandOptions {
  readonly seconds?: number;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a command to its end, whatever its status; 124 when it took too long, as `timeout` says it. */
export function attempt(program: string, args: readonly string[], { seconds = 60, input, env }: CommandOptions = {}): Promise<Result> {
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { timeout: seconds * 1000, killSignal: 'SIGKILL', maxBuffer: 64 << 20, env },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : statusOf(error);
        resolve({ status, stdout, stderr: status === 127 && stderr === '' ? String(error?.message) : stderr });
      },
    );
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function statusOf({ killed, code }: ExecFileException): number {
  if (killed) {
    return 124;
  }
  return typeof code === 'number' ? code : 127;
}

/** Runs a command that must succeed; what it printed. */
export async function run(program: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  const { status, stdout, stderr } = await attempt(program, args, options);
  if (status !== 0) {
    throw new Error(`${program} ${args.join(' ')} ends with ${status}: ${(stderr || stdout).trim().split('\n').slice(-8).join('; ')}`);
  }
  return stdout;
}

/** Waits until something holds; whether it did in time. */
export async function until(holds: () => boolean | Promise<boolean>, seconds: number, pauseMs = 100): Promise<boolean> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) {
      return false;
    }
    await pause(pauseMs);
  }
  return true;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
