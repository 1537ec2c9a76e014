import * as net from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** Tries all ports of a host and prints those that answer: `node sweep.js HOST`, in the namespace of whoever tries. */
const [host] = process.argv.slice(2);
const AT_ONCE = 8000;
const PATIENCE_MS = 600;

async function knock(ports: readonly number[], answers: Record<string, number[]>): Promise<void> {
  const sockets = ports.map((port) => {
    const socket = net.connect({ host, port });
    socket.once('connect', () => answers.open.push(port));
    socket.once('error', ({ code }: NodeJS.ErrnoException) => code === 'ECONNREFUSED' && answers.refused.push(port));
    return socket;
  });
  await sleep(PATIENCE_MS);
  // Answers that came while the connections were made are read before these are given up.
  await setImmediate();
  await setImmediate();
  sockets.forEach((socket) => socket.destroy());
}

async function sweep(): Promise<void> {
  const answers = { open: [], refused: [] };
  for (let first = 1; first <= 65_535; first += AT_ONCE) {
    await knock(Array.from({ length: Math.min(AT_ONCE, 65_536 - first) }, (_, index) => first + index), answers);
  }
  process.stdout.write(JSON.stringify(answers));
}

void sweep();
