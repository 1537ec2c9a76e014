import * as net from 'node:net';
import * as tls from 'node:tls';
import type { Target } from '../../../lib/probes/target';

/** A way in for bytes as an attacker writes them, which no HTTP library would. */
export interface Door {
  readonly name: string;
  open(): Promise<net.Socket>;
}

/** Over TLS through the load balancer, as everybody comes. */
export function front({ origin, connect, ca }: Target): Door {
  const servername = new URL(origin).hostname;
  const open = () =>
    new Promise<net.Socket>((resolve, reject) => {
      const socket = tls.connect({ ...(connect as net.TcpNetConnectOpts), servername, ca, ALPNProtocols: ['http/1.1'] }, () =>
        resolve(socket),
      );
      socket.once('error', reject);
    });
  return { name: 'through the load balancer', open };
}

/** Straight to nginx from the load balancer's address: what a load balancer that passes everything on would let in. */
export function back(host: string, port: number, localAddress: string): Door {
  const open = () =>
    new Promise<net.Socket>((resolve, reject) => {
      const socket = net.connect({ host, port, localAddress }, () => resolve(socket));
      socket.once('error', reject);
    });
  return { name: 'straight to nginx', open };
}

/** For the first byte of an answer: a machine with much to do takes its time. */
const PATIENCE_MS = 5000;
/** After it: who has begun goes on. */
const SILENCE_MS = 700;

/** Sends bytes and returns all that comes back until the other side closes or is silent for a while. */
export async function exchangeRaw(door: Door, bytes: string): Promise<string> {
  const socket = await door.open();
  return new Promise((resolve) => {
    let answer = '';
    const end = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, end).on('error', end).on('close', end);
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      socket.setTimeout(SILENCE_MS);
    });
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

/** The status of each answer in a text. */
export function statuses(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));
}

/** A request's bytes: lines as they are given. */
export function lines(...all: string[]): string {
  return `${all.join('\r\n')}\r\n\r\n`;
}
