import { createHash, randomBytes } from 'node:crypto';
import type * as net from 'node:net';
import { describe, dial, since, type Failure } from './dial';
import { serialize } from './exchange';
import { encodeFrame, FrameReader, OPCODE } from './frames';
import { header, HttpReader, type Header } from './http-reader';
import { limitsOf, type Limits, type Target } from './target';

/** The constant of RFC 6455 section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Nobody cuts a message into more. */
const MAX_FRAGMENTS = 1024;

/** What a handshake asks for. */
export interface Opening {
  readonly path: string;
  readonly origin?: string;
  readonly protocols?: readonly string[];
  /** Sec-WebSocket-Extensions to offer. None by default: frames are then never compressed. */
  readonly extensions?: string;
}

/** How a handshake was answered. */
export interface Opened {
  readonly status?: number;
  readonly reason?: string;
  readonly headers: readonly Header[];
  readonly body: string;
  /** Sec-WebSocket-Accept is the one that belongs to our key. */
  readonly acceptOk: boolean;
  readonly failure?: Failure;
  readonly ms: number;
  /** Only after a 101. */
  readonly socket?: WebSocketClient;
}

/** What a WebSocket gave: a message, its end, or nothing in time. */
export type Incoming = { readonly text: string } | { readonly closed: string } | { readonly nothing: true };

/** Shakes hands by RFC 6455 on raw bytes, so that every wrong answer is seen as it is. Never throws. */
export async function openWebSocket(target: Target, opening: Opening, limits: Partial<Limits> = {}): Promise<Opened> {
  const { timeoutMs, maxBytes } = limitsOf(target, limits);
  const started = performance.now();
  const dialled = await dial(target, timeoutMs);
  if ('failure' in dialled) {
    return { headers: [], body: '', acceptOk: false, failure: dialled.failure, ms: since(started) };
  }
  const { socket } = dialled;
  const key = randomBytes(16).toString('base64');
  const reader = new HttpReader(maxBytes);
  const failure = await new Promise<Failure | undefined>((resolve) => {
    const timer = setTimeout(
      () => done({ kind: 'timeout', message: `no answer within ${timeoutMs} ms` }),
      Math.max(1, timeoutMs - since(started)),
    );
    const done = (why?: Failure) => {
      clearTimeout(timer);
      socket.removeListener('data', take);
      resolve(why);
    };
    const take = (bytes: Buffer) => {
      reader.push(bytes);
      if (reader.trouble || reader.complete || reader.truncated) {
        done(reader.trouble);
      }
    };
    socket.removeAllListeners('close').on('error', (error) => done(describe(error)));
    socket.on('data', take);
    socket.on('close', () => done(reader.head ? undefined : { kind: 'closed', message: 'connection closed without an answer' }));
    socket.write(
      serialize(target, {
        path: opening.path,
        headers: {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': key,
          ...(opening.origin === undefined ? {} : { Origin: opening.origin }),
          ...(opening.extensions === undefined ? {} : { 'Sec-WebSocket-Extensions': opening.extensions }),
          ...(opening.protocols?.length ? { 'Sec-WebSocket-Protocol': opening.protocols.join(', ') } : {}),
        },
      }),
    );
  });
  const { head } = reader;
  const headers = head?.headers ?? [];
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64');
  const acceptOk = head?.status === 101 && header(headers, 'sec-websocket-accept') === accept;
  if (head?.status !== 101 || failure) {
    socket.destroy();
  }
  return {
    status: head?.status,
    reason: head?.reason,
    headers,
    body: head && head.status !== 101 ? reader.text : '',
    acceptOk,
    failure,
    ms: since(started),
    ...(head?.status === 101 && !failure ? { socket: new WebSocketClient(socket, reader.rest, maxBytes) } : {}),
  };
}

/** An open WebSocket: send text, wait for text. Answers pings, joins fragments. */
export class WebSocketClient {
  private readonly frames: FrameReader;
  private readonly inbox: Incoming[] = [];
  private waiting?: (incoming: Incoming) => void;
  private fragments: Buffer[] = [];
  private size = 0;
  private ended = false;

  constructor(
    private readonly socket: net.Socket,
    first: Buffer,
    private readonly maxBytes: number,
  ) {
    this.frames = new FrameReader(maxBytes);
    socket.removeAllListeners('close').removeAllListeners('error');
    socket.on('data', (bytes: Buffer) => this.take(bytes));
    socket.on('error', (error) => this.end(error.message));
    socket.on('close', () => this.end('connection closed without a close frame'));
    this.take(first);
  }

  /** Sends a text message. */
  send(text: string): void {
    this.write(OPCODE.text, Buffer.from(text));
  }

  /** Says something that no application hears and nobody answers: a pong without a ping. */
  beat(): void {
    this.write(OPCODE.pong, Buffer.alloc(0));
  }

  /** The next message, or the end, or nothing within the time given: when it is over, none is taken any more. */
  next(timeoutMs: number): Promise<Incoming> {
    if (timeoutMs <= 0) {
      return Promise.resolve({ nothing: true });
    }
    const ready = this.inbox.shift();
    if (ready) {
      return Promise.resolve(ready);
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.waiting?.({ nothing: true }), timeoutMs);
      this.waiting = (incoming) => {
        clearTimeout(timer);
        this.waiting = undefined;
        resolve(incoming);
      };
    });
  }

  /** Says goodbye with code 1000 and drops the connection. */
  close(): void {
    this.write(OPCODE.close, Buffer.from([0x03, 0xe8]));
    this.socket.end();
    setTimeout(() => this.socket.destroy(), 200).unref();
  }

  private write(opcode: number, payload: Buffer): void {
    if (this.socket.writable) {
      this.socket.write(encodeFrame(opcode, payload));
    }
  }

  private take(bytes: Buffer): void {
    for (const frame of this.frames.push(bytes)) {
      if (this.ended) {
        return;
      }
      if (frame.opcode === OPCODE.ping) {
        this.write(OPCODE.pong, frame.payload);
      } else if (frame.opcode === OPCODE.close) {
        const code = frame.payload.length >= 2 ? frame.payload.readUInt16BE(0) : 1005;
        this.end(`closed with ${code}${frame.payload.length > 2 ? ` ${frame.payload.subarray(2).toString('utf8')}` : ''}`);
      } else if (frame.opcode !== OPCODE.pong) {
        this.join(frame.payload, frame.final);
      }
    }
    if (this.frames.trouble) {
      this.end(this.frames.trouble);
      this.socket.destroy();
    }
  }

  private join(payload: Buffer, final: boolean): void {
    this.fragments.push(payload);
    this.size += payload.length;
    if (final) {
      this.deliver({ text: Buffer.concat(this.fragments).toString('utf8') });
      this.fragments = [];
      this.size = 0;
    } else if (this.size > this.maxBytes || this.fragments.length === MAX_FRAGMENTS) {
      this.end(`a message of more than ${this.size > this.maxBytes ? `${this.maxBytes} bytes` : `${MAX_FRAGMENTS} fragments`}`);
      this.socket.destroy();
    }
  }

  private end(why: string): void {
    if (!this.ended) {
      this.ended = true;
      this.deliver({ closed: why });
    }
  }

  private deliver(incoming: Incoming): void {
    if (this.waiting) {
      this.waiting(incoming);
    } else if (this.inbox.length < 1000) {
      this.inbox.push(incoming);
    }
  }
}
