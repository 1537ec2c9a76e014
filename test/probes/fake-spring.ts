import { createHash } from 'node:crypto';
import * as http from 'node:http';
import * as net from 'node:net';
import { FrameReader, OPCODE } from '../../lib/probes/frames';

/** What the fake application shall do otherwise than a healthy one. */
export interface FakeOptions {
  /** Answers handshakes as Spring does when nginx lost the Upgrade header. */
  readonly withoutUpgrade?: boolean;
  /** Refuses everybody. */
  readonly login?: boolean;
  /** Answers CONNECT with this ERROR. */
  readonly error?: string;
  readonly heartBeat?: string;
  /** Not SockJS: STOMP straight over WebSocket. */
  readonly raw?: boolean;
  /** A handler that takes every message for one of its own and says nothing. */
  readonly withoutStomp?: boolean;
  /** Agrees to STOMP, and then says nothing. */
  readonly mute?: boolean;
  /** Speaks STOMP, but a hop takes the sub-protocols away. */
  readonly strips?: boolean;
  /** Agrees to the sub-protocol that is offered first, whatever it is. */
  readonly takesFirst?: boolean;
  /** Where a raw one is, instead of /ws. */
  readonly at?: string;
  /** A gateway before an application that answers this to HTTP: accepts every socket, and closes it so. */
  readonly behind?: { readonly status: number; readonly code: number; readonly reason: string };
  /** xhr_send is always refused. */
  readonly sendStatus?: number;
}

/** A server that speaks as much SockJS and STOMP as the probes ask for, on /ws. Messages go to every subscriber. */
export async function fakeSpring(options: FakeOptions = {}): Promise<{ port: number; heard: string[]; close(): void }> {
  const heard: string[] = [];
  const sockets = new Set<net.Socket>();
  const subscribers = new Set<(destination: string, body: string) => void>();
  const sessions = new Map<string, string[]>();
  const stomp = (frame: string): string | undefined => {
    heard.push(frame);
    if (options.withoutStomp || options.mute) {
      return undefined;
    }
    if (frame.startsWith('CONNECT')) {
      return options.error
        ? `ERROR\nmessage:${options.error}\n\n\0`
        : `CONNECTED\nversion:1.2\nheart-beat:${options.heartBeat ?? '10000,10000'}\n\n\0`;
    }
    if (frame.startsWith('SEND')) {
      const body = frame.slice(frame.indexOf('\n\n') + 2);
      subscribers.forEach((give) => give(/destination:(.*)/.exec(frame)?.[1] ?? '', body));
    }
    return undefined;
  };
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    const [, , , session, transport] = pathname.split('/');
    if (options.behind) {
      response.writeHead(options.behind.status).end();
    } else if (options.login) {
      response.writeHead(401).end();
    } else if (request.method === 'OPTIONS') {
      response.writeHead(200).end();
    } else if (pathname === '/ws/info' && !options.raw) {
      response
        .writeHead(200, { 'Content-Type': 'application/json' })
        .end('{"entropy":1,"origins":["*:*"],"cookie_needed":true,"websocket":true}');
    } else if (pathname === '/events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders();
    } else if (transport === 'websocket') {
      response.writeHead(400).end('Can "Upgrade" only to "WebSocket".');
    } else if (transport === 'xhr_streaming') {
      response.writeHead(200).write(`${'h'.repeat(2048)}\no\n`);
    } else if (transport === 'eventsource') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('\r\ndata: o\r\n\r\n');
    } else if (transport === 'xhr' && !sessions.has(session)) {
      sessions.set(session, []);
      response.writeHead(200, { 'Set-Cookie': 'JSESSIONID=1; Path=/' }).end('o\n');
    } else if (transport === 'xhr') {
      response.writeHead(200).end(`a${JSON.stringify(sessions.get(session))}\n`);
    } else if (transport === 'xhr_send') {
      let body = '';
      request
        .on('data', (bytes: Buffer) => (body += bytes))
        .on('end', () => {
          const reply = (JSON.parse(body) as string[]).map(stomp).filter((frame) => frame !== undefined);
          sessions.get(session)?.push(...reply);
          response.writeHead(options.sendStatus ?? 204).end();
        });
    } else {
      response.writeHead(404).end();
    }
  });
  server.on('connection', (socket: net.Socket) =>
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket))),
  );
  server.on('upgrade', (request, socket) => {
    const wanted = options.raw ? request.url === (options.at ?? '/ws') : options.behind || request.url?.endsWith('/websocket');
    if (options.login) {
      socket.end('HTTP/1.1 401 \r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (options.withoutUpgrade) {
      socket.end('HTTP/1.1 400 \r\nContent-Length: 34\r\n\r\nCan "Upgrade" only to "WebSocket".');
      return;
    }
    if (!wanted) {
      socket.end('HTTP/1.1 400 \r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    const offered = request.headers['sec-websocket-protocol']?.split(/, */) ?? [];
    const chosen = chosenOf(offered, options);
    const protocol = chosen ? `Sec-WebSocket-Protocol: ${chosen}\r\n` : '';
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${protocol}Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    if (options.behind) {
      const { code, reason } = options.behind;
      socket.end(Buffer.concat([Buffer.from([0x88, 2 + reason.length, code >> 8, code & 0xff]), Buffer.from(reason)]));
      return;
    }
    const send = (text: string) => socket.write(serverFrame(options.raw ? text : `a${JSON.stringify([text])}`));
    let subscription: ((destination: string, body: string) => void) | undefined;
    socket.on('close', () => subscription && subscribers.delete(subscription)).on('error', () => undefined);
    if (!options.raw) {
      socket.write(serverFrame('o'));
    }
    const unmask = clientFrames();
    socket.on('data', (bytes: Buffer) => {
      for (const text of unmask(bytes)) {
        for (const frame of options.raw ? [text] : (JSON.parse(text) as string[])) {
          if (frame.startsWith('SUBSCRIBE')) {
            const id = /id:(.*)/.exec(frame)?.[1];
            subscription = (destination, body) =>
              send(`MESSAGE\ndestination:${destination.replace('/app', '/topic')}\nsubscription:${id}\nmessage-id:1\n\n${body}`);
            subscribers.add(subscription);
          }
          const reply = stomp(frame);
          if (reply) {
            send(reply);
          }
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    heard,
    close: () => (server.close(), sockets.forEach((socket) => socket.destroy())),
  };
}

function chosenOf(offered: readonly string[], { takesFirst, withoutStomp, strips }: FakeOptions): string | undefined {
  if (takesFirst) return offered[0];
  return withoutStomp || strips ? undefined : offered.find((protocol) => protocol.endsWith('.stomp'));
}

/** A server's text frame: final, not masked. */
export function serverFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = payload.length < 126 ? [0x81, payload.length] : [0x81, 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Takes a client's masked frames apart. */
function clientFrames(): (bytes: Buffer) => string[] {
  let pending: Buffer = Buffer.alloc(0);
  return (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    const texts: string[] = [];
    for (;;) {
      const long = { 126: 2, 127: 8 }[pending[1] & 0x7f] ?? 0;
      if (pending.length < 6 + long) {
        return texts;
      }
      const length = long ? pending.readUIntBE(long === 8 ? 4 : 2, long === 8 ? 6 : 2) : pending[1] & 0x7f;
      if (pending.length < 6 + long + length) {
        return texts;
      }
      const mask = pending.subarray(2 + long, 6 + long);
      const payload = Buffer.from(pending.subarray(6 + long, 6 + long + length).map((byte, index) => byte ^ mask[index % 4]));
      if ((pending[0] & 0x0f) === OPCODE.text) {
        texts.push(payload.toString('utf8'));
      }
      pending = pending.subarray(6 + long + length);
    }
  };
}

/** Reads what a server sends, for tests of the codec. */
export function readFrames(bytes: Buffer): string[] {
  return new FrameReader(1024).push(bytes).map(({ payload }) => payload.toString('utf8'));
}
