import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../../free-port';
import { temporaryFolder } from '../../rehearsal/fixture';
import { classPath } from './class-path';
import { Program } from './program';

/** ActiveMQ Classic in a JVM of its own, whose user is `app` with the password `right`. */
export class ActiveMq {
  private program!: Program;
  private constructor(
    readonly port: number,
    readonly tlsPort: number,
    private readonly key: readonly string[],
  ) {}

  /** With a certificate, or without TLS. */
  static async start(pemFile?: string): Promise<ActiveMq> {
    const broker = new ActiveMq(await freePort(), await freePort(), pemFile === undefined ? [] : keyOptions(pemFile));
    await broker.run();
    return broker;
  }

  async run(): Promise<void> {
    const ports = [this.port, ...(this.key.length > 0 ? [this.tlsPort] : [])].map(String);
    this.program = Program.start('java', ['-Xmx256m', '-XX:TieredStopAtLevel=1', ...this.key, '-cp', classPath(), 'Broker', ...ports]);
    await this.program.until(() => this.program.said.includes('started'), 'the broker has started');
  }

  get address(): string {
    return `localhost:${this.port}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.program.signal(signal);
  }

  kill(): Promise<void> {
    return this.program.end();
  }
}

function keyOptions(pemFile: string): string[] {
  const keyStore = join(temporaryFolder('broker-'), 'broker.p12');
  execFileSync('openssl', ['pkcs12', '-export', '-in', pemFile, '-out', keyStore, '-passout', 'pass:changeit']);
  return [`-Djavax.net.ssl.keyStore=${keyStore}`, '-Djavax.net.ssl.keyStorePassword=changeit'];
}
