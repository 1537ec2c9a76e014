import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { BUFFERS_KIB, PORTS } from './candidates';
import type { Running } from './bench';
import { COMMAND_ROWS } from './command-rows';
import { FLEET_ROWS } from './fleet-rows';
import { HOST_ROWS } from './host-rows';
import { RELAY_ROWS } from './relay-rows';
import type { Answer } from './load';
import { memoryBytes, processorSeconds } from './usage';

/** One thing that is measured: on a candidate that runs, or alone. */
export type Row = Described & (Measuring | Alone);

interface Described {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** The candidates by name, the first of which is 1. */
  readonly candidates: readonly string[];
  /** The same on every machine and at any load: once is enough. */
  readonly deterministic?: boolean;
  /** So often at most, for what takes long. */
  readonly repetitions?: number;
}

interface Measuring {
  measure(running: Running): Promise<number | Answer>;
}

interface Alone {
  /** Starts what it measures itself. */
  alone(candidate: string): Promise<number>;
}

const ALL = ['stock', 'ours tcp', 'ours unix', 'haproxy tcp', 'haproxy unix', 'nginx stream'];
const BUFFERS = BUFFERS_KIB.map((size) => `${size}k buffers`);
const WINDOW_MS = 2000;

function roundTrips(
  connections: number,
  bytes: number,
  candidates: readonly string[],
  { name = `${connections}x${bytes}`, repetitions }: Partial<Described> = {},
): Row {
  return {
    name,
    repetitions,
    title: `processor time a million round trips, ${connections} connections, ${bytes} bytes`,
    unit: 's',
    candidates,
    async measure({ ask, pids }) {
      await ask({ ask: 'open', port: PORTS.proxy, connections });
      await ask({ ask: 'round-trips', bytes, ms: WINDOW_MS / 4 });
      const before = processorSeconds(pids);
      const { count } = await ask({ ask: 'round-trips', bytes, ms: WINDOW_MS });
      return ((processorSeconds(pids) - before) / count) * 1e6;
    },
  };
}

const handshake: Row = {
  name: 'handshake',
  title: 'processor time a handshake, with its connection and its end',
  unit: 'µs',
  candidates: ALL,
  async measure({ ask, pids }) {
    await ask({ ask: 'handshakes', port: PORTS.proxy, slots: 64, ms: WINDOW_MS / 4 });
    const before = processorSeconds(pids);
    const { count } = await ask({ ask: 'handshakes', port: PORTS.proxy, slots: 64, ms: WINDOW_MS });
    return ((processorSeconds(pids) - before) / count) * 1e6;
  },
};

/** What a socket holds after one message of this size each way: a proxy takes some of its buffers for the first message only. */
function idle(name: string, bytes: number, candidates: readonly string[]): Row {
  return {
    name,
    title: `the proxy's memory a socket that is idle after a message of ${bytes} bytes each way`,
    unit: 'bytes',
    candidates,
    deterministic: true,
    async measure({ ask, pids }) {
      const { count: first } = await ask({ ask: 'open', port: PORTS.proxy, connections: 100 });
      await ask({ ask: 'round-trips', bytes, ms: 1 });
      const before = memoryBytes(pids);
      const { count: all } = await ask({ ask: 'open', port: PORTS.proxy, connections: 3100 });
      await ask({ ask: 'round-trips', bytes, ms: 1 });
      await pause(300);
      return (memoryBytes(pids) - before) / (all - first);
    },
  };
}

const PER_SECOND = 2000;

const latency: Row = {
  name: 'latency',
  title: `until a message is back, 99 % of them, ${PER_SECOND} a second over 1000 connections, 128 bytes`,
  unit: 'µs',
  candidates: ALL,
  repetitions: 3,
  async measure({ ask }) {
    await ask({ ask: 'open', port: PORTS.proxy, connections: 1000 });
    await ask({ ask: 'paced', bytes: 128, perSecond: PER_SECOND, ms: WINDOW_MS / 4 });
    return ask({ ask: 'paced', bytes: 128, perSecond: PER_SECOND, ms: WINDOW_MS });
  },
};

const systemCalls: Row = {
  name: 'syscalls',
  title: 'system calls a round trip, one message at a time',
  unit: '',
  candidates: ALL,
  deterministic: true,
  async measure({ ask, pids }) {
    await ask({ ask: 'open', port: PORTS.proxy, connections: 20 });
    await ask({ ask: 'one-by-one', bytes: 128, messages: 20 });
    const strace = spawn('strace', ['-f', '-c', ...pids.flatMap((pid) => ['-p', `${pid}`])], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    strace.stderr.on('data', (data: Buffer) => (said += data));
    while (!said.includes('attached')) await pause(20);
    await pause(200);
    const { count: messages } = await ask({ ask: 'one-by-one', bytes: 128, messages: 500 });
    const ended = new Promise((resolve) => strace.once('close', resolve));
    strace.kill('SIGINT');
    await ended;
    const [, calls] = /^100\.00 +[\d.]+ +(?:\d+ +)?(\d+).* total$/m.exec(said) ?? [];
    if (calls === undefined) throw new Error(`strace said: ${said}`);
    return Number(calls) / messages;
  },
};

/** In the order of the page. */
export const ROWS: readonly Row[] = [
  roundTrips(100, 128, ALL),
  roundTrips(1000, 128, ALL),
  roundTrips(9000, 128, ALL, { repetitions: 3 }),
  roundTrips(100, 1024, ALL),
  roundTrips(100, 8000, ALL),
  handshake,
  latency,
  idle('idle', 128, ALL),
  systemCalls,
  roundTrips(1000, 128, BUFFERS, { name: 'buffers-128', repetitions: 3 }),
  roundTrips(100, 1024, BUFFERS, { name: 'buffers-1024', repetitions: 3 }),
  roundTrips(100, 8000, BUFFERS, { name: 'buffers-8000', repetitions: 3 }),
  idle('buffers-idle', 128, BUFFERS),
  idle('buffers-idle-8000', 8000, BUFFERS),
  ...HOST_ROWS,
  ...RELAY_ROWS,
  ...FLEET_ROWS,
  ...COMMAND_ROWS,
];
