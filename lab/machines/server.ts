import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, until } from './command';
import type { Hypervisor } from './hypervisor';

/** What a machine of its own runs. */
export interface ServerOptions {
  readonly address: string;
  readonly port: number;
  /** The program and its arguments; what it writes belongs into the folder. */
  readonly command: (folder: string) => readonly string[];
}

const PATIENCE_SECONDS = 60;

/** A real server on a machine of its own, which is killed, stopped and started again. */
export class Server {
  readonly address: string;
  private process?: ChildProcess;

  private constructor(
    private readonly namespace: string,
    private readonly folder: string,
    private readonly options: ServerOptions,
  ) {
    this.address = options.address;
  }

  /** Its machine, on which nothing runs yet. */
  static async place({ machines, folder }: { machines: Hypervisor; folder: string }, options: ServerOptions): Promise<Server> {
    const name = `server-${options.address.split('.').pop()}`;
    const { namespace } = await machines.network.attachStatic(name, options.address);
    const own = join(folder, name);
    mkdirSync(own);
    return new Server(namespace, own, options);
  }

  /** The same, when it listens. */
  static async run(place: { machines: Hypervisor; folder: string }, options: ServerOptions): Promise<Server> {
    const server = await Server.place(place, options);
    await server.run();
    return server;
  }

  /** Ends when it listens. */
  async run(): Promise<void> {
    this.start();
    await this.listens();
  }

  /** Lets it begin; another may have to end before it listens. */
  start(): void {
    const log = openSync(this.log, 'a');
    // It ends with the lab, however that ends. A group of its own has all that it starts.
    const command = ['--pdeathsig', 'KILL', 'ip', 'netns', 'exec', this.namespace, ...this.options.command(this.folder)];
    this.process = spawn('setpriv', command, { stdio: ['ignore', log, log], cwd: this.folder, detached: true });
    closeSync(log);
  }

  async listens(): Promise<void> {
    if (!(await until(() => this.answers(), PATIENCE_SECONDS))) {
      const { address, port } = this.options;
      throw new Error(`nothing listens on ${address}:${port}, and it said: ${readFileSync(this.log, 'utf8').slice(-1000)}`);
    }
  }

  /** kill -9; ends when it is gone. */
  async kill(): Promise<void> {
    const { process } = this;
    if (process && process.exitCode === null && process.signalCode === null) {
      const gone = new Promise((resolve) => process.once('exit', resolve));
      this.signal('SIGKILL');
      await gone;
    }
  }

  /** It says nothing more, and its connections stay. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  private signal(signal: NodeJS.Signals): void {
    process.kill(-this.process!.pid!, signal);
  }

  private get log(): string {
    return join(this.folder, 'log');
  }

  private async answers(): Promise<boolean> {
    const { address, port } = this.options;
    return (await attempt('ip', ['netns', 'exec', this.namespace, 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`])).status === 0;
  }
}
