import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workspace } from './workspace';

/** How long a process may take to end by itself. */
const PATIENCE_MS = 2500;

/** The first descriptor after stdin, stdout and stderr. */
export const INHERITED = 3;

/** One running part of the chain. */
export interface Running {
  readonly name: string;
  readonly pid?: number;
  /** How it ended; undefined while it runs. */
  readonly exit: () => string | undefined;
  /** All that it wrote. */
  readonly log: () => string;
  /** The end of what it wrote. */
  readonly tail: (lines?: number) => string;
  readonly stop: () => Promise<void>;
}

/** What to start. */
export interface Start {
  readonly name: string;
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly directory?: string;
  /** Inside the workspace's network namespace, where it has one. */
  readonly inside?: boolean;
  /** Listening sockets that it takes over, from descriptor 3 on. */
  readonly sockets?: readonly number[];
}

/** Starts a process in a group of its own, its output in a file of the workspace's. */
export function start(workspace: Workspace, { name, command, environment, directory, inside = true, sockets = [] }: Start): Running {
  if (!workspace.open()) {
    throw new Error(`${name} is not started: the rehearsal was stopped`);
  }
  const log = join(workspace.directory, 'log', `${name}.log`);
  const output = openSync(log, 'a', 0o600);
  const entered = inside && workspace.namespace ? ['nsenter', `--net=/run/netns/${workspace.namespace}`, '--', ...command] : command;
  const child = spawn(entered[0], entered.slice(1), {
    cwd: directory ?? workspace.directory,
    env: environment ?? process.env,
    detached: true,
    stdio: ['ignore', output, output, ...sockets],
  });
  closeSync(output);
  let exit: string | undefined;
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      exit = error.message;
      resolve();
    });
    child.once('exit', (code, signal) => {
      exit = signal ? `signal ${signal}` : `exit code ${code}`;
      resolve();
    });
  });
  const group = child.pid;
  if (group !== undefined) {
    workspace.add(group);
    void ended.then(() => {
      // The whole group: nginx's workers outlive a killed master.
      signal(group, 'SIGKILL');
      workspace.drop(group);
    });
  }
  return {
    name,
    pid: group,
    exit: () => exit,
    log: () => readFileSync(log, 'utf8'),
    tail: (lines = 12) => readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n'),
    stop: () => stop(child, ended),
  };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const group = child.pid;
  if (group === undefined) {
    return;
  }
  signal(group, 'SIGTERM');
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))]);
  clearTimeout(timer);
  signal(group, 'SIGKILL');
  await ended;
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // The group has ended already.
  }
}
