import * as net from 'node:net';
import { dial } from './dial';
import { ownCookie } from './cookies';
import type { Target } from './target';

/** A loopback port that leads to a target. */
export interface Relay {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  close(): void;
}

/**
 * Leads a library that knows neither a target's certificate authority nor its stand-in for DNS to that
 * target: it speaks plain HTTP to a loopback port, and the chain sees its requests under the real name.
 */
export async function openRelay(target: Target): Promise<Relay> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    sockets.add(client);
    client.on('error', () => client.destroy()).on('close', () => sockets.delete(client));
    client.pause();
    void dial(target, 5000).then((dialled) => {
      if ('failure' in dialled) {
        client.destroy();
        return;
      }
      const { socket } = dialled;
      socket.on('error', () => client.destroy()).on('close', () => client.destroy());
      client.on('close', () => socket.destroy());
      client.on('data', (bytes: Buffer) => socket.write(renamed(bytes, target)));
      socket.on('data', (bytes: Buffer) => client.write(bytes));
      client.resume();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`,
    close: () => {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}

/** A request's head with the target's Host, Origin and the caller's headers; any other bytes as they are. */
function renamed(bytes: Buffer, target: Target): Buffer {
  const end = bytes.indexOf('\r\n\r\n');
  const head = end < 0 ? '' : bytes.subarray(0, end).toString('latin1');
  if (!/^(GET|POST|OPTIONS) \S+ HTTP\/1\.1\r\n/.test(head)) {
    return bytes;
  }
  const extra = Object.entries(target.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'cookie');
  const cookie = ownCookie(target.headers);
  const [request, ...lines] = head.split('\r\n').filter((line) => !/^(host|origin):/i.test(line));
  const url = target.query
    ? request.replace(
        /^(\S+ )(\S+)/,
        (_, method: string, path: string) => `${method}${path}${path.includes('?') ? '&' : '?'}${target.query}`,
      )
    : request;
  const added = [
    `Host: ${new URL(target.origin).host}`,
    `Origin: ${target.origin}`,
    ...extra.map(([name, value]) => `${name}: ${value}`),
    ...(cookie ? [`Cookie: ${cookie}`] : []),
  ];
  return Buffer.concat([Buffer.from([url, ...added, ...lines].join('\r\n'), 'latin1'), bytes.subarray(end)]);
}
