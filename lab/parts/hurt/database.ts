import { spawn } from 'node:child_process';
import type { Lab } from '../../lab';
import { attempt, run, until } from '../../machines/command';
import { databaseJar } from '../../mirror-jar';

const ADDRESS = '10.77.3.3';
const PORT = 9092;

/** A real database (H2's server) on a machine of its own, whose cable can be pulled. */
export class Database {
  readonly url = `jdbc:h2:tcp://${ADDRESS}:${PORT}/mem:chat`;

  private constructor(
    private readonly namespace: string,
    private readonly port: string,
    private readonly process: ReturnType<typeof spawn>,
  ) {}

  static async start({ machines, folder }: Pick<Lab, 'machines' | 'folder'>, mirror: string): Promise<Database> {
    const { namespace, port } = await machines.network.attachStatic('database', ADDRESS);
    const server = [
      'java',
      '-Xmx64m',
      '-cp',
      databaseJar(mirror, folder),
      'org.h2.tools.Server',
      '-tcp',
      '-tcpAllowOthers',
      '-ifNotExists',
      '-tcpPort',
      `${PORT}`,
    ];
    // It ends with the lab, however that ends.
    const process = spawn('setpriv', ['--pdeathsig', 'KILL', 'ip', 'netns', 'exec', namespace, ...server], {
      stdio: 'ignore',
      cwd: folder,
    });
    const database = new Database(namespace, port, process);
    if (!(await until(() => database.answers(), 30))) {
      throw new Error(`the database does not listen at ${ADDRESS}:${PORT}: ${server.join(' ')}`);
    }
    return database;
  }

  /** Neither answers nor refuses while it is away. */
  async away(away: boolean): Promise<void> {
    await run('ip', ['link', 'set', this.port, away ? 'down' : 'up']);
  }

  stop(): void {
    this.process.kill('SIGKILL');
  }

  private async answers(): Promise<boolean> {
    const { status } = await attempt('ip', ['netns', 'exec', this.namespace, 'bash', '-c', `exec 3<>/dev/tcp/${ADDRESS}/${PORT}`]);
    return status === 0;
  }
}
