import * as net from 'node:net';

/** Whether nobody listens on a loopback port. */
async function isFree(port: number): Promise<boolean> {
  const server = await listening(port);
  server?.close();
  return server !== undefined;
}

/** A loopback port that nobody else gets until it is released. */
export interface HeldPort {
  readonly port: number;
  /** The listening socket, for a process that takes the port over: between a release and a bind somebody else could have it. */
  readonly descriptor: number;
  release(): Promise<void>;
}

/** Holds the port itself when it is free, else any other, so that rehearsals side by side do not choose the same. */
export async function holdPort(wanted: number): Promise<HeldPort> {
  const server = (await listening(wanted)) ?? (await listening(0));
  if (!server) {
    throw new Error('no port of 127.0.0.1 is free: end what listens on so many');
  }
  return {
    port: (server.address() as net.AddressInfo).port,
    descriptor: (server as unknown as { _handle: { fd: number } })._handle.fd,
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listening(port: number): Promise<net.Server | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** Without a network namespace the chain takes the host's own ports: refuses when one is taken, naming it and what to do. */
export async function requireFree(ports: Readonly<Record<number, string | undefined>>): Promise<void> {
  for (const [port, use] of Object.entries(ports)) {
    if (!(await isFree(Number(port)))) {
      throw new Error(
        `port ${port} is taken, which ${use} needs: stop what listens there (lsof -i :${port} names it), ` +
          'or run the rehearsal as root on Linux, where it has ports of its own',
      );
    }
  }
}
