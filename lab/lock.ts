import * as net from 'node:net';

/** Holds a name as long as this process lives, however it ends: an abstract socket, which the kernel takes away with its owner. */
export function lock(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`a lab called ${name} runs already: wait for it, end it, or give this one another name with LAB_NAME=...`)
          : error,
      );
    });
    server.listen(`\0cdk-spring-websocket-lab/${name}`, () => {
      server.unref();
      resolve();
    });
  });
}
