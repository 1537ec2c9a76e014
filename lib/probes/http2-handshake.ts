import * as http2 from 'node:http2';
import * as net from 'node:net';
import * as tls from 'node:tls';
import { describe, nobodyTrusted, since, type Failure } from './dial';
import { unbracketed, usesTls, withQuery, type Target } from './target';

/** What belongs to a connection of HTTP/1.1; `Host` is `:authority` here. */
const ONLY_IN_HTTP1 = /^(connection|upgrade|keep-alive|proxy-connection|transfer-encoding|te|http2-settings|host)$/;

/** What a handshake meets when it is sent over HTTP/2 by mistake, as many tools do. */
export interface Http2Evidence {
  /** The server takes HTTP/2 at all. */
  readonly offered: boolean;
  readonly status?: number;
  readonly body: string;
  /** The server knows RFC 8441, WebSocket over HTTP/2. */
  readonly extendedConnect?: boolean;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks: what would a tool hear that negotiates HTTP/2, where the headers of a handshake do not exist? */
export function http2Handshake(target: Target, path: string, timeoutMs = 4000): Promise<Http2Evidence> {
  const started = performance.now();
  const { hostname, host, port } = new URL(target.origin);
  const name = unbracketed(hostname);
  if (!usesTls(target)) {
    return Promise.resolve({ offered: false, body: '', ms: 0 });
  }
  return new Promise((resolve) => {
    let session: http2.ClientHttp2Session | undefined;
    let status: number | undefined;
    let body = '';
    const socket = tls.connect({
      ...(target.connect ?? { host: name, port: Number(port) || 443 }),
      servername: net.isIP(name) ? undefined : name,
      ALPNProtocols: ['h2'],
      rejectUnauthorized: false,
      secureContext: nobodyTrusted(),
    });
    const done = (failure?: Failure) => {
      clearTimeout(timer);
      const extendedConnect = session?.remoteSettings?.enableConnectProtocol;
      session?.destroy();
      socket.destroy();
      resolve({ offered: socket.alpnProtocol === 'h2', status, body: body.slice(0, 200), extendedConnect, failure, ms: since(started) });
    };
    const timer = setTimeout(() => done({ kind: 'timeout', message: `no answer within ${timeoutMs} ms` }), timeoutMs);
    socket.on('error', (error) => done(describe(error, 'tls')));
    socket.once('close', () => done({ kind: 'closed', message: 'closed' }));
    socket.once('secureConnect', () => {
      if (socket.alpnProtocol !== 'h2') {
        done();
        return;
      }
      session = http2.connect(target.origin, { createConnection: () => socket });
      session.on('error', (error) => done(describe(error)));
      try {
        const stream = session.request({
          ':authority': host,
          ':path': withQuery(target, path),
          'user-agent': 'cdk-spring-websocket',
          'sec-websocket-version': '13',
          ...inHttp2(target.headers),
        });
        stream.on('response', (headers) => (status = Number(headers[':status']) || undefined));
        stream.on('data', (bytes: Buffer) => {
          body += bytes.toString('utf8');
          if (body.length > 4096) {
            done();
          }
        });
        stream.on('error', (error: Error) => done(describe(error)));
        stream.on('end', () => done());
      } catch (error) {
        // Node refuses to send what HTTP/2 does not know.
        done(describe(error as Error));
      }
    });
  });
}

function inHttp2(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value])
      .filter(([name]) => !ONLY_IN_HTTP1.test(name!)),
  );
}
