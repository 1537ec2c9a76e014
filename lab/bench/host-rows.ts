import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { PORTS } from './candidates';
import { SERVERS } from './hosts';
import type { Running } from './bench';
import type { Row } from './rows';
import { memoryBytes, slabBytes } from './usage';

/** A raw WebSocket of the application's SockJS endpoint that takes clients of every origin, and its STOMP. */
const PATH = '/sockjs-for-all/websocket';
const RETURNING = 4000;

/** What a session takes of the whole host: the heap that is alive, what the JVM has besides, nginx and the kernel. */
const idleHost: Row = {
  name: 'host-idle',
  title: "the whole host's memory a STOMP session that is idle",
  unit: 'bytes',
  candidates: ['usual tomcat', 'ours tomcat'],
  deterministic: true,
  async measure({ ask, pids, application = 0 }) {
    const { count: first } = await ask({ ask: 'open-stomp', port: PORTS.proxy, path: PATH, connections: 300 });
    const before = await settled(application, pids);
    const { count: all } = await ask({ ask: 'open-stomp', port: PORTS.proxy, path: PATH, connections: 2300 });
    return ((await settled(application, pids)) - before) / (all - first);
  },
};

/** Sockets of a machine with 2 GiB until it refuses one. */
const carried: Row = {
  name: 'host-carried',
  title: 'STOMP sessions that a t3.small takes before it refuses one (more is better)',
  unit: '',
  repetitions: 1,
  candidates: ['usual small tomcat', 'ours small tomcat'],
  measure: ({ ask }) => ask({ ask: 'fill-stomp', port: PORTS.proxy, path: PATH, most: 18_000 }),
};

async function settled(application: number, pids: readonly number[]): Promise<number> {
  await pause(1000);
  const histogram = execFileSync('jcmd', [`${application}`, 'GC.class_histogram'], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const heap = Number(/^Total +\d+ +(\d+)/m.exec(histogram)?.[1]);
  return heap + memoryBytes([application, ...pids]) + slabBytes();
}

function comeBack(server: string, temperature: 'cold' | 'warm'): Row {
  return {
    name: `host-back-${server}-${temperature}`,
    title: `${RETURNING} clients back at once, ${server} ${temperature}, until all are in`,
    unit: 'ms',
    repetitions: 1,
    candidates: [`usual ${server}`, `ours ${server}`],
    async measure({ ask }: Running) {
      const all = { ask: 'come-back', port: PORTS.proxy, path: PATH, connections: RETURNING } as const;
      if (temperature === 'warm') {
        await ask(all);
        await ask({ ask: 'close' });
        await pause(1000);
      }
      return ask(all);
    },
  };
}

/** The rows with a JVM. */
export const HOST_ROWS: readonly Row[] = [
  idleHost,
  carried,
  ...SERVERS.flatMap((server) => [comeBack(server, 'cold'), comeBack(server, 'warm')]),
];
