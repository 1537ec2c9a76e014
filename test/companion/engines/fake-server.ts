import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

const servers: Server[] = [];
const sockets: Socket[] = [];
afterAll(() => {
  servers.forEach((server) => server.close());
  sockets.forEach((socket) => socket.destroy());
});

/** A server of which no real one can be had; its address. */
export async function fakeServer(onConnection: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    sockets.push(socket);
    onConnection(socket.on('error', () => socket.destroy()));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** One that answers each thing it is told with the next answer, whatever it was. */
export function answering(...answers: string[]): Promise<string> {
  return fakeServer((socket) => {
    const left = [...answers];
    socket.on('data', () => socket.write(left.shift() ?? ''));
  });
}
