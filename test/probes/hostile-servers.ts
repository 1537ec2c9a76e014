import type * as net from 'node:net';

/** What a server does with a connection once it was asked something. */
export type Behaviour = (socket: net.Socket) => void;

const endlessly = (socket: net.Socket, bytes: string) => {
  const write = () => {
    while (!socket.destroyed && socket.write(bytes)) {
      /* until the other side is full */
    }
  };
  socket.on('drain', write);
  write();
};

/** Servers that want to hold, flood or confuse whoever asks them. */
export const HOSTILE: Record<string, Behaviour> = {
  'closes at once': (socket) => socket.destroy(),
  'says nothing': () => undefined,
  'drips headers': (socket) => {
    const timer = setInterval(() => socket.write('H'), 50);
    socket.on('close', () => clearInterval(timer));
  },
  'sends garbage': (socket) => socket.end(Buffer.from([0, 1, 2, 3, 255, 254, 10, 13, 10, 13])),
  'sends headers without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    endlessly(socket, 'X-Again: and again\r\n');
  },
  'sends a body without end': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n');
    endlessly(socket, 'x'.repeat(10_000));
  },
  'claims a huge body': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nx'),
  'sends broken chunks': (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzzz\r\n'),
  'switches protocols with garbage frames': (socket) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: wrong\r\n\r\n\xff\xff\xff\xff\xff\xff'),
  'resets in the middle': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc', () => socket.resetAndDestroy()),
};
