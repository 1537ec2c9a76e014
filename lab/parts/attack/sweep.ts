import * as net from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** What was heard in a sweep. */
export interface Sweep {
  /** How often something was tried that must answer: once for each group of ports that were tried at once. */
  readonly controls: number;
  /** What came of those that did not. */
  readonly controlsFailed: readonly string[];
  /** How many ports were tried. */
  readonly tried: number;
  /** Ports by what came of them, `open` or an error's code; what is silent is not here. */
  readonly heard: Readonly<Record<string, readonly number[]>>;
}

const AT_ONCE = 4000;
const PATIENCE_MS = 600;
/** For what must answer, however busy this machine is. */
const CONTROL_MS = 10_000;

async function knock(host: string, ports: readonly number[], heard: Record<string, number[]>): Promise<void> {
  const hear = (what: string, port: number) => (heard[what] ??= []).push(port);
  const sockets = ports.map((port) => {
    const socket = net.connect({ host, port });
    socket.once('connect', () => hear('open', port));
    socket.once('error', ({ code, message }: NodeJS.ErrnoException) => hear(code ?? message, port));
    return socket;
  });
  await sleep(PATIENCE_MS);
  // Answers that came while the connections were made are read before these are given up.
  await setImmediate();
  await setImmediate();
  sockets.forEach((socket) => socket.destroy());
}

/** Why a connection does not open; undefined when it does. */
function failure(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: CONTROL_MS });
    const end = (why?: string) => {
      socket.destroy();
      resolve(why);
    };
    socket
      .once('connect', () => end())
      .once('timeout', () => end(`silent for ${CONTROL_MS / 1000} s`))
      .once('error', ({ message }) => end(message));
  });
}

/** Tries all ports of a host and prints what was heard: `node sweep.js HOST CONTROL PORT`, in the namespace of whoever tries. */
async function sweep([host, control, port]: readonly string[]): Promise<Sweep> {
  const heard: Record<string, number[]> = {};
  const controlsFailed: string[] = [];
  let [controls, tried] = [0, 0];
  for (let first = 1; first <= 65_535; first += AT_ONCE) {
    const ports = Array.from({ length: Math.min(AT_ONCE, 65_536 - first) }, (_, index) => first + index);
    const [failed] = await Promise.all([failure(control, Number(port)), knock(host, ports, heard)]);
    controls += 1;
    controlsFailed.push(...(failed === undefined ? [] : [failed]));
    tried += ports.length;
  }
  return { controls, controlsFailed, tried, heard };
}

void sweep(process.argv.slice(2)).then((result) => process.stdout.write(JSON.stringify(result)));
