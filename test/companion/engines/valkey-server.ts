import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '../../free-port';
import { temporaryFolder } from '../../rehearsal/fixture';
import { Program, until } from './program';

/** A Valkey or Redis on this machine. */
export class ValkeyServer {
  private program!: Program;
  private constructor(
    private readonly binary: string,
    private readonly options: readonly string[],
    readonly port: number,
  ) {}

  /** Its port speaks TLS if it gets a certificate. */
  static async start(binary: string, { options = [], pemFile }: { options?: string[]; pemFile?: string } = {}): Promise<ValkeyServer> {
    const port = await freePort();
    const tls = ['--tls-auth-clients', 'no', '--tls-cert-file', pemFile!, '--tls-key-file', pemFile!, '--tls-ca-cert-file', pemFile!];
    const ports = pemFile ? ['--port', '0', '--tls-port', `${port}`, ...tls] : ['--port', `${port}`];
    const server = new ValkeyServer(
      binary,
      [...ports, '--bind', '127.0.0.1', '--save', '', '--dir', temporaryFolder('valkey-'), ...options],
      port,
    );
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    this.program = Program.start(this.binary, this.options);
    await this.program.until(() => this.program.said.includes('Ready to accept connections'), 'it accepts connections');
  }

  get address(): string {
    return `localhost:${this.port}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.program.signal(signal);
  }

  async kill(): Promise<void> {
    await this.program.end();
  }

  /** What it answers to the words of one command. */
  async ask(...words: (string | Buffer)[]): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write(`*${words.length}\r\n`);
    for (const word of words) {
      socket.write(`$${Buffer.byteLength(word)}\r\n`);
      socket.write(word);
      socket.write('\r\n');
    }
    const [answer] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    return answer.toString();
  }

  /** Waits until so many have subscribed to the channel. */
  async subscribed(count: number): Promise<void> {
    await until(async () => (await this.ask('PUBSUB', 'NUMSUB', 'chat')).includes(`:${count}\r\n`), `${count} have subscribed`);
  }
}
