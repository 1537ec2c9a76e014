import * as net from 'node:net';

/** Whether nobody listens on a loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The port itself when it is free, else any other. */
export async function freePort(wanted: number): Promise<number> {
  if (await isFree(wanted)) {
    return wanted;
  }
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Without a network namespace the chain takes the host's own ports: refuses when one is taken, naming it and what to do. */
export async function requireFree(ports: Readonly<Record<number, string | undefined>>): Promise<void> {
  for (const [port, use] of Object.entries(ports)) {
    if (!(await isFree(Number(port)))) {
      throw new Error(`port ${port} is taken, which ${use} needs: stop what listens there (lsof -i :${port} names it), or run the rehearsal as root on Linux, where it has ports of its own`);
    }
  }
}
