import * as net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findServer, TOOLS } from './prerequisites';
import { start, type Running } from './processes';
import type { Workspace } from './workspace';

/** Where the hosts find the engine, each at its own 127.0.0.1. */
export const ENGINE_PORT = 24_844;

const SOCKET = 'engine.sock';
const PATIENCE_MS = 10_000;

/** What hands a message of one host to the others. */
export interface Engine {
  /** As HAProxy reaches it. */
  readonly address: string;
  readonly connect: net.NetConnectOpts;
  /** The one that was started for this rehearsal. */
  readonly running?: Running;
}

/** An engine that runs already, without TLS and password. */
export async function engineAt({ host, port }: { host: string; port: number }): Promise<Engine> {
  if (!(await accepts({ host, port }))) {
    throw new Error(
      `--engine is ${host}:${port}, where nothing accepts a connection: start it there, or leave --engine out and one is started here`,
    );
  }
  return { address: `${host.includes(':') ? `[${host}]` : host}:${port}`, connect: { host, port } };
}

/** Valkey or Redis for one rehearsal: on a socket in its folder, so that nobody else meets it, and without a file. */
export async function startEngine(workspace: Workspace): Promise<Engine> {
  const path = `${workspace.directory}/${SOCKET}`;
  const running = start(workspace, {
    name: 'engine',
    command: [findServer(TOOLS.valkey) ?? TOOLS.valkey.program, '--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no'],
    inside: false,
  });
  const until = performance.now() + PATIENCE_MS;
  while (!(await accepts({ path }))) {
    if (running.exit() !== undefined || performance.now() > until) {
      throw new Error(`the engine ${running.exit() ? `ended with ${running.exit()}` : 'does not answer'}:\n${running.tail()}`);
    }
    await sleep(50);
  }
  return { address: `unix@${path}`, connect: { path }, running };
}

/** Whether something accepts a connection. */
export function accepts(to: net.NetConnectOpts): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(to);
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket
      .setTimeout(PATIENCE_MS, () => done(false))
      .once('connect', () => done(true))
      .once('error', () => done(false));
  });
}
