import * as net from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** What was heard in a sweep. */
export interface Sweep {
  /** How often something was tried that must answer: once for each group of ports that were tried at once. */
  readonly controls: number;
  /** How often it answered. */
  readonly controlsOpen: number;
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

function opens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: CONTROL_MS });
    const end = (opened: boolean) => {
      socket.destroy();
      resolve(opened);
    };
    socket.once('connect', () => end(true)).once('timeout', () => end(false)).once('error', () => end(false));
  });
}

/** Tries all ports of a host and prints what was heard: `node sweep.js HOST CONTROL PORT`, in the namespace of whoever tries. */
async function sweep([host, control, port]: readonly string[]): Promise<Sweep> {
  const heard: Record<string, number[]> = {};
  let [controls, controlsOpen, tried] = [0, 0, 0];
  for (let first = 1; first <= 65_535; first += AT_ONCE) {
    const ports = Array.from({ length: Math.min(AT_ONCE, 65_536 - first) }, (_, index) => first + index);
    const [opened] = await Promise.all([opens(control, Number(port)), knock(host, ports, heard)]);
    controls += 1;
    controlsOpen += opened ? 1 : 0;
    tried += ports.length;
  }
  return { controls, controlsOpen, tried, heard };
}

void sweep(process.argv.slice(2)).then((result) => process.stdout.write(JSON.stringify(result)));
