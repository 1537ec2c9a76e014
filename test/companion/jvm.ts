import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { AGENT_FILE, APP_SOCKET, DEPLOYMENT_FILE } from '../../lib/chain/conventions';
import { AGENT_DIR } from '../../lib/host/agent-package';
import { size } from '../../lib/nginx/sizing';
import { askLaunch } from '../../lib/rehearsal/agent';
import { javaCommand } from '../../lib/rehearsal/layout';
import { parseUnit } from '../../lib/rehearsal/unit-file';
import { springUnit } from '../../lib/spring/spring-unit';
import { freePort } from '../free-port';
import { temporaryFolder } from '../rehearsal/fixture';

const sizing = size({ memoryMiB: 2048, vcpus: 2, connections: 1000, messageBytes: 1024, remote: false });
const UNIT = parseUnit(springUnit({ sizing, jvmOptions: ['-Xmx256m'], idleSeconds: 3600, variables: [] }));

/** What a test changes of a host. */
export interface JvmOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** A folder that stands for the host's root; several starts may share one. */
  readonly root?: string;
  /** What the host is told besides. */
  readonly facts?: object;
  /** Why the companion stays out of it. */
  readonly without?: string | null;
  /** Several tests share it. */
  readonly shared?: boolean;
}

const running: Jvm[] = [];
const shared: Jvm[] = [];
const end = (all: Jvm[]) => Promise.all(all.splice(0).map((jvm) => jvm.end('SIGKILL')));
afterEach(() => end(running));
afterAll(() => end(shared));

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** An application's JVM as a host starts it. */
export class Jvm {
  private said = '';
  private constructor(
    readonly root: string,
    readonly port: number,
    private readonly process: ReturnType<typeof spawn>,
    ofAll: Jvm[],
  ) {
    process.stdout!.on('data', (bytes: Buffer) => (this.said += bytes.toString()));
    process.stderr!.on('data', (bytes: Buffer) => (this.said += bytes.toString()));
    ofAll.push(this);
  }

  /** Starts a jar, and waits until its port answers. */
  static async start(
    jar: string,
    { environment = {}, root = temporaryFolder('jvm-'), facts = {}, without = null, shared: isShared }: JvmOptions = {},
  ): Promise<Jvm> {
    mkdirSync(join(root, DEPLOYMENT_FILE, '..'), { recursive: true });
    mkdirSync(join(root, APP_SOCKET, '..'), { recursive: true });
    writeFileSync(join(root, DEPLOYMENT_FILE), JSON.stringify({ app: {}, ...facts }));
    cpSync(AGENT_DIR, join(root, AGENT_FILE), { recursive: true });
    const launch = await askLaunch(root, jar);
    expect(launch.without).toEqual(without);
    const port = await freePort();
    const [java, ...rest] = javaCommand(UNIT, launch.arguments);
    const env = { PATH: process.env.PATH, ...UNIT.environment, SERVER_PORT: `${port}`, ...environment };
    const jvm = new Jvm(root, port, spawn(java!, rest, { cwd: root, env }), isShared ? shared : running);
    await jvm.until(() => /Started (Chat)?Application in/.test(jvm.log));
    return jvm;
  }

  get pid(): number {
    return this.process.pid!;
  }

  get socket(): string {
    return join(this.root, APP_SOCKET);
  }

  get log(): string {
    return this.said;
  }

  get hasSocket(): boolean {
    return existsSync(this.socket);
  }

  async until(isSo: () => boolean): Promise<void> {
    const end = performance.now() + 110_000;
    while (!isSo()) {
      if (performance.now() > end || this.process.exitCode !== null) throw new Error(`not so, and the JVM said:\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** One request, by the port or the socket. */
  ask(way: 'port' | 'socket', path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
    const to = way === 'port' ? { host: '127.0.0.1', port: this.port } : { socketPath: this.socket };
    return new Promise((resolve, reject) => {
      const asked = request({ ...to, method, path, headers: { Host: 'api.example.com', ...headers } }, (response) => {
        let body = '';
        response.on('data', (bytes: Buffer) => (body += bytes.toString('latin1')));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      });
      asked.once('error', reject);
      asked.once('upgrade', (response, socket) => {
        socket.destroy();
        resolve({ status: 101, headers: response.headers, body: '' });
      });
      asked.end();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.process.kill(signal);
  }

  /** Ends it; how long that took, in milliseconds. */
  end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number> {
    const started = performance.now();
    return new Promise((resolve) => {
      const done = () => resolve(performance.now() - started);
      if (this.process.exitCode !== null || this.process.signalCode !== null) return done();
      this.process.once('exit', done);
      this.process.kill(signal);
    });
  }
}

/** The same application as an executable WAR. */
export function asWar(jar: string): string {
  const entries = Object.entries(unzipSync(readFileSync(jar))).map(([name, bytes]): [string, Uint8Array] => {
    if (name !== 'META-INF/MANIFEST.MF') return [name.replace(/^BOOT-INF/, 'WEB-INF'), bytes];
    const manifest = strFromU8(bytes).replaceAll('BOOT-INF', 'WEB-INF').replace('JarLauncher', 'WarLauncher');
    return [name, strToU8(manifest.replace(/^Spring-Boot-Classpath-Index:.*\r\n/m, ''))];
  });
  const war = join(temporaryFolder('war-'), 'application.war');
  writeFileSync(war, zipSync(Object.fromEntries(entries), { level: 0 }));
  return war;
}
