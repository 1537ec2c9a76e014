import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const children = new Set<ChildProcess>();
process.once('exit', () => children.forEach((child) => kill(child, 'SIGKILL')));

/** A part of a chain that runs. */
export interface Part {
  readonly port: number;
  stop(): Promise<void>;
}

/** A program with its workers, which outlive a master that is killed. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid!, signal);
  } catch {
    // all of them have ended
  }
}

/** Waits until something listens. */
async function listens(port: number, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect({ host: '127.0.0.1', port }, () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) {
      return;
    }
    if (child.exitCode !== null) {
      throw new Error(`it ended with ${child.exitCode}: ${log()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Runs a program in a folder of its own until it is stopped. */
export async function part(
  port: number,
  files: Readonly<Record<string, string>>,
  command: (folder: string) => readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Part> {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  // Workers of nginx are somebody else when root starts them.
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'logs'));
  Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text));
  const [program, ...rest] = command(folder);
  const child = spawn(program!, rest, {
    cwd: folder,
    env: { ...process.env, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let log = '';
  [child.stdout, child.stderr].forEach((stream) => stream.on('data', (bytes: Buffer) => (log += bytes.toString('utf8'))));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await listens(port, child, () => log);
  return {
    port,
    stop: async () => {
      const early = child.exitCode ?? child.signalCode;
      kill(child, 'SIGTERM');
      const timer = setTimeout(() => kill(child, 'SIGKILL'), 1000);
      await ended;
      clearTimeout(timer);
      children.delete(child);
      rmSync(folder, { recursive: true, force: true });
      if (early !== null) {
        throw new Error(`${program} ended by itself with ${early}: ${log}`);
      }
    },
  };
}

/** A certificate authority, an intermediate one, and certificates made by them, as PEM files of a folder. */
export class Certificates {
  readonly folder = mkdtempSync(join(tmpdir(), 'certificates-'));

  constructor() {
    this.run(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '3',
      '-subj',
      '/CN=root of a test',
      '-keyout',
      'root.key',
      '-out',
      'root.pem',
    );
    this.sign('middle', 'intermediate of a test', 'root', ['basicConstraints=critical,CA:TRUE', 'keyUsage=keyCertSign']);
  }

  /** The root, in a file. */
  get root(): string {
    return this.at('root.pem');
  }

  /** Certificate and key in one text, with the intermediate one in between unless it is to be missing. */
  pem(name: string, options: { days?: number; withChain?: boolean } = {}): string {
    const file = name.replace(/\W/g, '-');
    this.sign(file, name, 'middle', [`subjectAltName=DNS:${name}`], options.days);
    return [`${file}.pem`, ...(options.withChain === false ? [] : ['middle.pem']), `${file}.key`]
      .map((part) => readFileSync(this.at(part), 'utf8'))
      .join('');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private sign(file: string, subject: string, by: string, extensions: readonly string[], days = 2): void {
    writeFileSync(this.at(`${file}.cnf`), `${extensions.join('\n')}\n`);
    this.run('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${subject}`, '-keyout', `${file}.key`, '-out', `${file}.csr`);
    // Negative days make one that ended before today.

    this.run(
      'x509',
      '-req',
      '-in',
      `${file}.csr`,
      '-CA',
      `${by}.pem`,
      '-CAkey',
      `${by}.key`,
      '-CAcreateserial',
      '-extfile',
      `${file}.cnf`,
      '-out',
      `${file}.pem`,
      '-days',
      `${days}`,
    );
  }

  private at(file: string): string {
    return join(this.folder, file);
  }

  private run(...args: string[]): void {
    const { status, stderr } = spawnSync('openssl', args, { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) {
      throw new Error(`openssl ${args[0]} failed: ${stderr}`);
    }
  }
}
