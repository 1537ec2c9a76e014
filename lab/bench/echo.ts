import { createHash } from 'node:crypto';
import { createServer, type Socket } from 'node:net';

/** A server that accepts every handshake and sends back what it hears, byte for byte: as little as an application can do. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function echo(socket: Socket): void {
  socket.setNoDelay(true).on('error', () => undefined);
  let head = '';
  const handshake = (data: Buffer) => {
    head += data.toString('latin1');
    if (!head.includes('\r\n\r\n')) return;
    const [, key = ''] = /^sec-websocket-key: *(\S+)/im.exec(head) ?? [];
    const accept = createHash('sha1')
      .update(key + GUID)
      .digest('base64');
    socket.off('data', handshake).on('data', (frame: Buffer) => socket.write(frame));
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
  };
  socket.on('data', handshake);
}

const addresses = process.argv.slice(2);
let open = addresses.length;
for (const address of addresses) {
  const listening = () => (open -= 1) === 0 && process.send?.('listening');
  const server = createServer({ noDelay: true }, echo);
  server.listen(
    address.startsWith('/') ? { path: address, backlog: 4096 } : { host: '127.0.0.1', port: Number(address), backlog: 4096 },
    listening,
  );
}
process.on('disconnect', () => process.exit());
