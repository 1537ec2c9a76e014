import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { APP_SOCKET } from '../chain/conventions';
import { isStarting, lastFailure, saysFailed } from '../doctor/failure-in-log';
import { exchange } from '../probes/exchange';
import { askLaunch } from './agent';
import { javaCommand } from './layout';
import { start, type Running } from './processes';
import type { Unit } from './unit-file';
import type { Workspace } from './workspace';

/** How long it must go on after the last check, for what ends it may come a moment later. */
const SETTLE_MS = 2500;
/** How long the companion may take for Tomcat's socket. */
const SOCKET_MS = 1000;
/** How long its start may go on behind an open port. */
const START_MS = 10_000;
/** How long a process may take to end after it said that it could not start. */
const LINGER_MS = 2500;

/** The application's process, and what became of it. */
export class Application {
  private answered?: number;
  private failed?: number;

  constructor(
    readonly running: Running,
    private readonly directory: string,
    /** Why the host's companion is not in it. */
    readonly withoutCompanion: string | null | undefined,
  ) {}

  /** It answers now. Tomcat's socket comes a moment after its port: nginx, asked before, would keep to the port for a while. */
  async answers(): Promise<void> {
    this.answered = performance.now();
    const isThere = () => existsSync(join(this.directory, APP_SOCKET)) || this.running.log().includes("The host's companion");
    while (this.withoutCompanion === null && performance.now() - this.answered < SOCKET_MS && !isThere()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** How it ended; undefined while it goes on. Whoever said that it failed has ended, even if its process stays. */
  ended(): string | undefined {
    const exit = this.running.exit();
    if (exit === undefined && saysFailed(this.running.log())) {
      this.failed ??= performance.now();
    }
    const lingers = this.failed !== undefined && performance.now() - this.failed > LINGER_MS;
    const how = exit ?? (lingers ? 'a failed start, though its process stays' : undefined);
    return how && this.answered !== undefined
      ? `${how}, ${((performance.now() - this.answered) / 1000).toFixed(1)} s after its first answer`
      : how;
  }

  /** Whether it has ended or is about to, so that its silence says nothing about the chain. */
  isEnding(): boolean {
    return this.running.exit() !== undefined || saysFailed(this.running.log());
  }

  /** How it ended, when it does so in the moment after the last check, or in what was still going on of its start. */
  async settled(): Promise<string | undefined> {
    if (this.answered === undefined) {
      return undefined;
    }
    const from = performance.now();
    const waits = () => {
      const waited = performance.now() - from;
      return waited < SETTLE_MS || (waited < START_MS && isStarting(this.running.log()));
    };
    while (this.running.exit() === undefined && waits()) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    // An application that goes on although a part of it could not start is no dead one.
    return this.running.exit() === undefined && (await answers(this.directory)) ? undefined : this.ended();
  }

  /** Why it ended, in a line. */
  failure(log: string): string | undefined {
    const killed = this.running.exit() === 'signal SIGKILL';
    return lastFailure(log) ?? (killed ? 'killed: by the kernel when memory ran out (dmesg tells), or by somebody' : undefined);
  }
}

/** Starts a jar as the host's unit does. */
export async function startJar(
  workspace: Workspace,
  { unit, jar, environment }: { unit: Unit | undefined; jar: string; environment: Readonly<Record<string, string>> },
): Promise<Application> {
  const { directory } = workspace;
  const launch = await askLaunch(directory, jar);
  const running = start(workspace, {
    name: 'application',
    command: javaCommand(unit, launch.arguments),
    // Spring Boot says there when its runners are done.
    environment: { LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_BOOT_AVAILABILITY: 'debug', ...environment },
    directory: join(directory, 'var/lib/spring-boot'),
  });
  const without = launch.without && `the host's companion stays out of the application: ${launch.without}`;
  return new Application(running, directory, without);
}

/** Whether something answers where the application is to be. */
export async function answers(directory: string): Promise<boolean> {
  const target = { origin: 'http://127.0.0.1:8080', connect: { path: join(directory, 'app.sock') } };
  return (await exchange(target, { path: '/' }, { timeoutMs: 3000 })).status !== undefined;
}
