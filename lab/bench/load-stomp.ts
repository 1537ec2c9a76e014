import { connect, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { Ask } from './load';

/** How the load logs in to the broker. */
export const LOGIN = { login: 'chat', passcode: 'of-the-bench' } as const;

type ConnectStomp = Extract<Ask, { readonly ask: 'connect-stomp' }>;

const CONNECT = `CONNECT\naccept-version:1.2\nhost:/\nlogin:${LOGIN.login}\npasscode:${LOGIN.passcode}\nheart-beat:0,0\n\n\0`;

/** Opens sessions with a broker; how long that took, in milliseconds. */
export async function connectStomp(ask: ConnectStomp, keep: (socket: Socket) => void): Promise<number> {
  const started = performance.now();
  let left = ask.connections;
  const slot = async () => {
    while (left > 0) {
      left -= 1;
      keep(await session(ask));
    }
  };
  await Promise.all(Array.from({ length: ask.slots }, slot));
  return performance.now() - started;
}

function session({ port, tls: encrypted }: ConnectStomp): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const to = { host: '127.0.0.1', port };
    // Whose certificate it is costs the broker nothing, and the load is no part of the measurement.
    const socket = encrypted ? tls.connect({ ...to, rejectUnauthorized: false }) : connect(to);
    socket
      .once(encrypted ? 'secureConnect' : 'connect', () => socket.write(CONNECT))
      .once('data', (data: Buffer) =>
        data.toString('utf8').startsWith('CONNECTED')
          ? resolve(socket)
          : reject(new Error(`CONNECT was answered ${data.toString('utf8')}`)),
      )
      .once('error', reject)
      .once('close', () => reject(new Error('a connection was closed before CONNECTED')));
  });
}
