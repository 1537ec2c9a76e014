import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { temporaryFolder } from '../../rehearsal/fixture';
import { classPath } from './class-path';
import { Program } from './program';

type EngineName = 'valkey' | 'activemq';
type EngineSettings = Readonly<Record<string, string>>;

/** The engines of the companion's jar in a JVM of their own. */
export class Probe {
  private count = 0;
  constructor(private readonly program: Program) {}

  /** It trusts one authority alone. */
  static start(caFile: string): Probe {
    const store = join(temporaryFolder('trust-'), 'trust.p12');
    const key = ['-keystore', store, '-storepass', 'changeit', '-storetype', 'PKCS12'];
    execFileSync('keytool', ['-importcert', '-noprompt', '-alias', 'ca', '-file', caFile, ...key], { stdio: 'ignore' });
    const trust = [`-Djavax.net.ssl.trustStore=${store}`, '-Djavax.net.ssl.trustStorePassword=changeit'];
    const main = 'io.github.cdkspringwebsocket.companion.messaging.EngineProbe';
    return new Probe(Program.start('java', ['-Xmx128m', '-XX:TieredStopAtLevel=1', ...trust, '-cp', classPath(), main]));
  }

  /** A host that begins to connect. */
  host(engine: EngineName, settings: EngineSettings): Host {
    const host = new Host(this.program, `host${++this.count}`);
    const words = Object.entries({ channel: 'chat', ...settings }).map(([name, value]) => `${name}=${value}`);
    this.program.write(['open', host.name, engine, ...words].join(' '));
    return host;
  }

  async twoHosts(engine: EngineName, settings: EngineSettings): Promise<[Host, Host]> {
    return Promise.all([this.host(engine, settings).connected(), this.host(engine, settings).connected()]);
  }

  /** What a host that cannot connect says, after the engine's name. */
  async refusal(engine: EngineName, settings: EngineSettings): Promise<string> {
    const problem = await this.host(engine, settings).problem();
    return problem.replace(/^unconnected /, '').replaceAll(/(Valkey|ActiveMQ) at \S+ /g, '');
  }

  get said(): string {
    return this.program.said;
  }
}

/** One host's engine. */
export class Host {
  constructor(
    private readonly program: Program,
    readonly name: string,
  ) {}

  private having(word: string): string[] {
    const start = `${this.name} ${word}`;
    return this.program.lines.filter((line) => line === start || line.startsWith(`${start} `)).map((line) => line.slice(start.length + 1));
  }

  get connections(): number {
    return this.having('connected').length;
  }

  get received(): Buffer[] {
    return this.having('received').map((text) => Buffer.from(text, 'base64'));
  }

  get answers(): number[] {
    return this.having('answered').map(Number);
  }

  /** What was wrong, the newest at the end. */
  get problems(): string[] {
    const own = this.program.lines.filter((line) => line.startsWith(`${this.name} `)).map((line) => line.slice(this.name.length + 1));
    return own.filter((line) => /^(un|lost|refused)/.test(line));
  }

  publish(message: Buffer): void {
    this.program.write(`publish ${this.name} ${message.toString('base64')}`);
  }

  connect(): void {
    this.program.write(`connect ${this.name}`);
  }

  close(): void {
    this.program.write(`close ${this.name}`);
  }

  async connected(times = 1): Promise<this> {
    await this.program.until(() => this.connections === times, `${this.name} is connected`);
    return this;
  }

  /** The sentence of the next problem. */
  async problem(count = 1): Promise<string> {
    await this.program.until(() => this.problems.length >= count, `${this.name} has a problem`);
    return this.problems[count - 1]!;
  }

  async until(isSo: (host: this) => boolean, what: string): Promise<void> {
    await this.program.until(() => isSo(this), `${this.name} ${what}`);
  }
}
