import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findServer, TOOLS } from '../../../lib/rehearsal/prerequisites';
import type { Lab } from '../../lab';
import { attempt, until } from '../../machines/command';

/** How an engine is reached. */
export interface EngineOptions {
  readonly address: string;
  readonly password?: string;
  /** Certificate and key: its port then speaks TLS. */
  readonly pemFile?: string;
}

/** A real Redis or Valkey on a machine of its own. */
export class Engine {
  readonly address: string;
  private process?: ChildProcess;

  private constructor(
    private readonly namespace: string,
    private readonly folder: string,
    private readonly options: EngineOptions,
  ) {
    this.address = options.address;
  }

  static async start({ machines, folder }: Pick<Lab, 'machines' | 'folder'>, options: EngineOptions): Promise<Engine> {
    const name = `engine-${options.address.split('.').pop()}`;
    const { namespace } = await machines.network.attachStatic(name, options.address);
    const own = join(folder, name);
    mkdirSync(own);
    const engine = new Engine(namespace, own, options);
    await engine.run();
    return engine;
  }

  async run(): Promise<void> {
    const { address, password, pemFile } = this.options;
    const secured = pemFile ? ['--port', '0', '--tls-port', '6379', '--tls-auth-clients', 'no'] : ['--port', '6379'];
    const files = pemFile ? ['cert', 'key', 'ca-cert'].flatMap((each) => [`--tls-${each}-file`, pemFile]) : [];
    const server = [
      findServer(TOOLS.valkey) ?? TOOLS.valkey.program,
      ...['--bind', address, '--protected-mode', 'no', '--save', '', ...secured, ...files],
      ...(password ? ['--requirepass', password] : []),
    ];
    // It ends with the lab, however that ends.
    this.process = spawn('setpriv', ['--pdeathsig', 'KILL', 'ip', 'netns', 'exec', this.namespace, ...server], {
      stdio: 'ignore',
      cwd: this.folder,
    });
    if (!(await until(() => this.answers(), 30))) {
      throw new Error(`the engine does not listen at ${address}: ${server.join(' ')}`);
    }
  }

  kill(): void {
    this.process?.kill('SIGKILL');
  }

  /** It says nothing more, and its connections stay. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  private async answers(): Promise<boolean> {
    return (await attempt('ip', ['netns', 'exec', this.namespace, 'bash', '-c', `exec 3<>/dev/tcp/${this.address}/6379`])).status === 0;
  }
}
