import { type ChildProcess, spawn } from 'child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { type Clients, clients, type Credentials } from './clients';
import { IMAGES } from './images';
import { pythonWith } from './python';

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';
/** The emulator's root key. */
export const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' };

const READY_SECONDS = 60;
const STOP_SECONDS = 5;
const LOG_LINES = 20;

/** Where the emulator runs and what it needs. */
export interface EmulatorOptions {
  /** For the log and what the emulator writes. */
  readonly folder: string;
  /** For its Python environment, kept between runs. */
  readonly cache: string;
  /** The address that others reach it at, and that its answers name. */
  readonly host: string;
  readonly port: number;
  /** The address it listens on. */
  readonly bind?: string;
  /** Who boots the instances; without it an Auto Scaling group gets none. */
  readonly hypervisor?: string;
}

/** ministack with the stand-ins of `stand-in/`: an AWS account that enforces IAM. */
export class Emulator {
  /** Starts one and waits until it answers. */
  public static async start(options: EmulatorOptions): Promise<Emulator> {
    const sources = join(projectFolder(), 'lab', 'aws');
    const python = await pythonWith(join(sources, 'requirements.txt'), options.cache);
    mkdirSync(options.folder, { recursive: true });
    const emulator = new Emulator(options, python, join(sources, 'stand-in'));
    try {
      await emulator.ready();
    } catch (error) {
      await emulator.stop();
      throw error;
    }
    return emulator;
  }

  public readonly endpoint: string;
  public readonly log: string;
  private readonly child: ChildProcess;
  private end?: string;
  private stopping = false;

  private constructor({ folder, host, port, bind = '0.0.0.0', hypervisor = '' }: EmulatorOptions, python: string, standIn: string) {
    this.endpoint = `http://${host}:${port}`;
    this.log = join(folder, 'emulator.log');
    const output = openSync(this.log, 'a');
    this.child = spawn(python, ['-u', '-B', standIn], {
      cwd: folder,
      stdio: ['ignore', output, output],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TMPDIR: folder,
        AUTH: 'true',
        BIND_HOST: bind,
        GATEWAY_PORT: String(port),
        MINISTACK_HOST: host,
        MINISTACK_ACCOUNT_ID: ACCOUNT,
        MINISTACK_REGION: REGION,
        DOCKER_HOST: `unix://${folder}/no-docker.sock`,
        LAB_HYPERVISOR: hypervisor,
        LAB_IMAGES: JSON.stringify(IMAGES),
      },
    });
    closeSync(output);
    this.child.on('error', (error) => (this.end = error.message));
    this.child.on('exit', (status, signal) => (this.end = signal ?? `status ${status}`));
  }

  /** The clients of its services, with the root key or somebody's own. */
  public clients(credentials: Credentials = ROOT): Clients {
    return clients({ endpoint: this.endpoint, region: REGION, credentials });
  }

  /** What the AWS CDK CLI, or any AWS program, needs in its environment. */
  public environment(): Record<string, string> {
    return {
      AWS_ENDPOINT_URL: this.endpoint,
      AWS_ACCESS_KEY_ID: ROOT.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
      AWS_EC2_METADATA_DISABLED: 'true',
      CDK_DEFAULT_ACCOUNT: ACCOUNT,
      CDK_DEFAULT_REGION: REGION,
      CDK_DISABLE_VERSION_CHECK: '1',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      CI: 'true',
    };
  }

  /** Throws when it has ended by itself. */
  public check(): void {
    if (this.end !== undefined && !this.stopping) {
      throw new Error(`the emulator of AWS ended (${this.end}); the last lines of ${this.log}:\n${this.lastLines()}`);
    }
  }

  public async stop(): Promise<void> {
    this.stopping = true;
    this.child.kill('SIGTERM');
    for (let waited = 0; this.end === undefined; waited += 0.05) {
      if (waited > STOP_SECONDS) {
        this.child.kill('SIGKILL');
      }
      await sleep(50);
    }
  }

  private async ready(): Promise<void> {
    for (const end = Date.now() + READY_SECONDS * 1000; Date.now() < end; await sleep(50)) {
      this.check();
      try {
        const { ok } = await fetch(`${this.endpoint}/_ministack/health`, { signal: AbortSignal.timeout(1000) });
        if (ok) {
          return;
        }
      } catch {
        continue; // not listening yet
      }
    }
    throw new Error(
      `the emulator of AWS does not answer at ${this.endpoint} after ${READY_SECONDS} s; ` +
        `the last lines of ${this.log}:\n${this.lastLines()}`,
    );
  }

  private lastLines(): string {
    return readFileSync(this.log, 'utf8').trim().split('\n').slice(-LOG_LINES).join('\n');
  }
}

/** The stand-ins are Python and stay among the sources, also when this runs compiled. */
function projectFolder(from = __dirname): string {
  return existsSync(join(from, 'package.json')) ? from : projectFolder(dirname(from));
}
