import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const running: Program[] = [];
afterAll(() => Promise.all(running.splice(0).map((program) => program.end())));

/** A program of a test, and all that it said. */
export class Program {
  /** Each line that is whole, of both its outputs. */
  readonly lines: string[] = [];
  private constructor(private readonly child: ChildProcess) {
    [child.stdout!, child.stderr!].forEach((input) => createInterface({ input }).on('line', (line) => this.lines.push(line)));
    running.push(this);
  }

  static start(command: string, args: readonly string[]): Program {
    return new Program(spawn(command, args, { stdio: 'pipe' }));
  }

  get said(): string {
    return this.lines.join('\n');
  }

  write(line: string): void {
    this.child.stdin!.write(`${line}\n`);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async until(isSo: () => boolean, what: string): Promise<void> {
    await until(() => {
      if (this.child.exitCode !== null) throw new Error(`ended before ${what}, and said:\n${this.said}`);
      return isSo();
    }, what).catch((error: Error) => {
      throw new Error(`${error.message}, and it said:\n${this.said.slice(-5_000)}`);
    });
  }

  end(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return resolve();
      this.child.once('exit', () => resolve());
      this.child.kill('SIGKILL');
    });
  }
}

/** Waits for a state of something, a minute at most. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + 110_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`it never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
