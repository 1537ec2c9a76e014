import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlGroup } from './control-group';

/** A background process of the lab's. */
export interface Service {
  /** How it ended; undefined while it runs. */
  readonly exit: () => string | undefined;
  /** The end of what it wrote. */
  readonly tail: () => string;
}

interface Started extends Service {
  readonly child: ChildProcess;
}

/** Background processes, each with a log and all in one control group, so that none outlives the lab unseen. */
export class Services {
  private readonly started = new Map<string, Started>();

  constructor(
    private readonly folder: string,
    private readonly group: ControlGroup,
  ) {}

  start(name: string, program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Service {
    const log = join(this.folder, `${name}.log`);
    const output = openSync(log, 'a');
    const [shell, first] = this.group.entering([program, ...args]);
    const child = spawn(shell, first, { stdio: ['ignore', output, output], env, detached: true });
    closeSync(output);
    let exit: string | undefined;
    child.once('error', (error) => (exit = error.message));
    child.once('exit', (code, signal) => (exit = signal ?? `exit code ${code}`));
    const service = { child, exit: () => exit, tail: () => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-8).join('; ') };
    this.started.set(name, service);
    return service;
  }

  signal(name: string, signal: NodeJS.Signals): void {
    this.started.get(name)?.child.kill(signal);
  }

  /** kill -9 of one and of what it forked; when it is gone, so is what it listened on. */
  async stop(name: string): Promise<void> {
    const service = this.started.get(name);
    this.started.delete(name);
    if (service?.child.pid !== undefined && service.exit() === undefined) {
      const ended = new Promise((resolve) => service.child.once('exit', resolve));
      process.kill(-service.child.pid, 'SIGKILL');
      await ended;
    }
  }
}
