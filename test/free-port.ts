import { createServer } from 'node:net';

/**
 * Below the ports that Linux gives to outgoing connections (net.ipv4.ip_local_port_range, 32768 and up): one of those could take it
 * away.
 */
const FIRST = 10_000;
const COUNT = 22_000;

let next = Math.floor(Math.random() * COUNT);

/** A loopback port on which nobody listens, another each time. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer().once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (free) {
      return port;
    }
  }
}
