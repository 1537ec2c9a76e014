import * as net from 'node:net';
import { describe, since, type Failure } from './dial';

/** One address, and whether a connection to it opens. */
export interface ReachedAddress {
  readonly address: string;
  readonly family: 4 | 6;
  readonly connected: boolean;
  readonly failure?: Failure;
  /** This machine has no way to addresses of this family at all, which tells nothing about the other end. */
  readonly noWay?: boolean;
  readonly ms: number;
}

/** Which addresses of a name take connections. */
export interface ReachEvidence {
  readonly port: number;
  readonly addresses: readonly ReachedAddress[];
  readonly ms: number;
}

/** Asks: does every address take connections? Silence means a filter on the way, a refusal that nobody listens. */
export async function reach(addresses: readonly string[], port: number, timeoutMs = 5000): Promise<ReachEvidence> {
  const started = performance.now();
  const asked = addresses.slice(0, 16).map((address) => connect(address, port, timeoutMs));
  return { port, addresses: await Promise.all(asked), ms: since(started) };
}

function connect(address: string, port: number, timeoutMs: number): Promise<ReachedAddress> {
  const started = performance.now();
  const family = net.isIP(address) === 6 ? 6 : 4;
  return new Promise((resolve) => {
    const socket = net.connect({ host: address, port });
    const done = (failure?: Failure, noWay?: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ address, family, connected: failure === undefined, failure, noWay, ms: since(started) });
    };
    const timer = setTimeout(() => done({ kind: 'timeout', message: `no answer to a connection within ${timeoutMs} ms` }), timeoutMs);
    socket.once('connect', () => done());
    socket.on('error', (error: NodeJS.ErrnoException) =>
      done(describe(error), ['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes(error.code ?? '')),
    );
  });
}
