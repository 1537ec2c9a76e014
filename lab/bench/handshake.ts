import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What a browser and a load balancer send besides. */
const BROWSER = [
  'X-Forwarded-For: 203.0.113.7',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Port: 443',
  'X-Amzn-Trace-Id: Root=1-00000000-000000000000000000000000',
  'Pragma: no-cache',
  'Cache-Control: no-cache',
  `User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36`,
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-US,en;q=0.9',
  `Cookie: JSESSIONID=${'0'.repeat(32)}; AWSALB=${'0'.repeat(120)}; AWSALBCORS=${'0'.repeat(120)}`,
  'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
];

/** How a socket is asked for. */
export interface HandshakeOptions {
  readonly signal?: AbortSignal;
  /** Whether messages shall be readable, and so not compressed. */
  readonly plain?: boolean;
}

function request(port: number, path: string, plain: boolean): string {
  return [
    `GET ${path} HTTP/1.1`,
    `Host: localhost:${port}`,
    `Origin: http://localhost:${port}`,
    ...BROWSER.filter((line) => !plain || !line.startsWith('Sec-WebSocket-Extensions')),
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '\r\n',
  ].join('\r\n');
}

/** A socket on which frames may go. */
export function shakeHands(port: number, path = '/ws/websocket', { signal, plain = false }: HandshakeOptions = {}): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let head = '';
    const socket = connect({ host: '127.0.0.1', port, noDelay: true, signal }, () => socket.write(request(port, path, plain)));
    const read = (data: Buffer) => {
      head += data.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', read);
      if (head.startsWith('HTTP/1.1 101')) {
        resolve(socket);
      } else {
        socket.destroy(new Error(`a handshake was answered ${head.slice(0, head.indexOf('\r'))}`));
      }
    };
    socket
      .on('data', read)
      .once('error', reject)
      .once('close', () => reject(new Error('a connection was closed during the handshake')));
  });
}
