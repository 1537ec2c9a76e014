import { fork, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PORTS, type Candidate } from './candidates';
import type { Answer, Ask } from './load';
import { family } from './usage';

/** The processor of the proxy, and that of the load and the echo. */
const PROXY_CPU = '0';
const OTHER_CPU = '1';

/** In the candidate's folder: who is killed leaves it. */
const ECHO_SOCKET = 'echo.sock';

/** One candidate that runs between the load generator and the echo, or an application of its own. */
export interface Running {
  /** The proxy's processes. */
  readonly pids: readonly number[];
  /** The application of its own. */
  readonly application?: number;
  /** Where STOMP itself is spoken to; the proxy in plain where nothing else is said. */
  readonly stomp: { readonly port: number; readonly tls: boolean };
  /** Where subscribers connect, and how many of them where the candidate says so. */
  readonly subscribers: readonly number[];
  readonly sockets?: number;
  ask(ask: Ask): Promise<Answer>;
}

/** The load generator, which all candidates share, and the echo. */
export class Bench {
  private readonly folder = mkdtempSync(join(tmpdir(), 'bench-'));
  private load?: ChildProcess;
  private application?: ChildProcess;

  start(): void {
    this.load = pinned('load', []);
  }

  /** The processes that belong to the measurement besides the proxy. */
  get own(): number[] {
    return [process.pid, ...family(this.application?.pid ?? 0), this.load?.pid].flatMap((pid) => pid ?? []);
  }

  /** Starts the candidate, lets the work be done, and stops it. */
  async with<T>(candidate: Candidate, work: (running: Running) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(this.folder, 'candidate-'));
    let said = '';
    const hear = (child: ChildProcess) =>
      [child.stdout, child.stderr].forEach((stream) => stream?.on('data', (data: Buffer) => (said = `${said}${data}`.slice(-4000))));
    let proxy: ChildProcess | undefined;
    try {
      this.application = await this.startApplication(candidate, folder);
      hear(this.application);
      await untilListening(PORTS.application, this.application);
      const [program, ...args] = await candidate.prepare(folder, join(folder, ECHO_SOCKET));
      const pin = candidate.application ? [] : ['taskset', '-c', PROXY_CPU];
      const [first, ...rest] = [...pin, program, ...args];
      proxy = spawn(first, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: folder });
      hear(proxy);
      await untilListening(PORTS.proxy, proxy);
      const application = candidate.application ? this.application.pid : undefined;
      if (application === undefined) await this.ask({ ask: 'open', port: PORTS.proxy, connections: 1 });
      const stomp = candidate.stomp ?? { port: PORTS.proxy, tls: false };
      const { subscribers = [PORTS.application], sockets } = candidate;
      return await work({ pids: family(proxy.pid ?? 0), application, stomp, subscribers, sockets, ask: (ask) => this.ask(ask) });
    } catch (error) {
      throw new Error(`${candidate.name}: ${(error as Error).message}\n${said}`);
    } finally {
      await this.ask({ ask: 'close' });
      await Promise.all([proxy, this.application].map(ended));
      // A killed worker keeps the port for a moment longer than its master.
      while ((await listens(PORTS.proxy)) || (await listens(PORTS.application))) await pause(20);
      rmSync(folder, { recursive: true });
    }
  }

  /** The candidate's own, on both processors, or the echo. */
  private async startApplication({ application }: Candidate, folder: string): Promise<ChildProcess> {
    if (application === undefined) {
      const echo = pinned('echo', [`${PORTS.application}`, join(folder, ECHO_SOCKET)]);
      await new Promise((resolve, reject) => echo.once('message', resolve).once('exit', () => reject(new Error('the echo ended'))));
      return echo;
    }
    const { command, environment, socket } = await application(folder);
    const [program, ...args] = command;
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: folder, env: { ...process.env, ...environment } });
    while (socket !== undefined && !existsSync(socket) && child.exitCode === null) await pause(20);
    return child;
  }

  stop(): void {
    this.load?.disconnect();
    rmSync(this.folder, { recursive: true });
  }

  private ask(ask: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.load?.once('message', (answer: Answer & { error?: string }) =>
        answer.error ? reject(new Error(answer.error)) : resolve(answer),
      );
      this.load?.send(ask);
    });
  }
}

function pinned(script: string, args: string[]): ChildProcess {
  return fork(join(__dirname, `${script}.js`), args, { execPath: 'taskset', execArgv: ['-c', OTHER_CPU, process.execPath] });
}

/** Kills a process and all that it started. */
async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  family(child.pid).forEach((pid) => process.kill(pid, 'SIGKILL'));
  await gone;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error('it ended');
    await pause(20);
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true))).on('error', () => resolve(false));
  });
}
