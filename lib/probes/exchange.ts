import { describe, dial, since, type Failure } from './dial';
import { HttpReader, type Header } from './http-reader';
import { limitsOf, withQuery, type Limits, type Target } from './target';

/** A request, without what every request has. */
export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request and what came back, as plain data. */
export interface Exchange {
  readonly status?: number;
  readonly reason?: string;
  readonly headers: readonly Header[];
  /** The body's beginning. */
  readonly body: string;
  /** The body ended by itself. Streams do not, and need not. */
  readonly complete: boolean;
  readonly failure?: Failure;
  /** From the first packet to the end of the headers. */
  readonly headMs?: number;
  /** From the first packet to the first byte of the body. */
  readonly firstByteMs?: number;
  /** All of it. */
  readonly ms: number;
}

/** The request as bytes. */
export function serialize(target: Target, request: Request): Buffer {
  const body = Buffer.from(request.body ?? '');
  const always = {
    Host: new URL(target.origin).host,
    'User-Agent': 'cdk-spring-websocket',
    Accept: '*/*',
    Connection: 'close',
    ...(body.length > 0 || request.method === 'POST' ? { 'Content-Length': `${body.length}` } : {}),
  };
  const lines = merged(always, target.headers, request.headers).map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`);
  const path = withQuery(target, request.path).replace(/[\s]/g, '%20');
  return Buffer.concat([Buffer.from(`${request.method ?? 'GET'} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

/** One header of a name, whatever its case: the last one. */
function merged(...all: readonly Request['headers'][]): [name: string, value: string][] {
  const named = new Map<string, [string, string]>();
  all.flatMap((headers = {}) => Object.entries(headers)).forEach(([name, value]) => named.set(name.toLowerCase(), [name, value]));
  return [...named.values()];
}

/**
 * Asks one thing on a connection of its own and reads the answer until it is complete, until `enough`
 * says so, or until a limit is reached. Never throws.
 */
export async function exchange(
  target: Target,
  request: Request,
  limits: Partial<Limits> = {},
  enough: (body: string) => boolean = () => false,
): Promise<Exchange> {
  const { timeoutMs, maxBytes } = limitsOf(target, limits);
  const started = performance.now();
  const dialled = await dial(target, timeoutMs);
  if ('failure' in dialled) {
    return { headers: [], body: '', complete: false, failure: dialled.failure, ms: since(started) };
  }
  const { socket } = dialled;
  const reader = new HttpReader(maxBytes);
  let headMs: number | undefined;
  let firstByteMs: number | undefined;
  const failure = await new Promise<Failure | undefined>((resolve) => {
    const left = Math.max(1, timeoutMs - since(started));
    const timer = setTimeout(
      () => resolve({ kind: 'timeout', message: `no ${reader.head ? 'end of the answer' : 'answer'} within ${timeoutMs} ms` }),
      left,
    );
    const done = (why?: Failure) => {
      clearTimeout(timer);
      resolve(why);
    };
    socket.removeAllListeners('close').on('error', (error) => done(describe(error)));
    socket.on('data', (bytes: Buffer) => {
      reader.push(bytes);
      headMs ??= reader.head && since(started);
      firstByteMs ??= reader.hasBody ? since(started) : undefined;
      if (reader.trouble || reader.complete || reader.truncated || (reader.head && enough(reader.text))) {
        done(reader.trouble);
      }
    });
    socket.on('close', () => done(reader.head ? undefined : { kind: 'closed', message: 'connection closed without an answer' }));
    socket.write(serialize(target, request));
  });
  socket.destroy();
  const { head } = reader;
  return {
    status: head?.status,
    reason: head?.reason,
    headers: head?.headers ?? [],
    body: head && !reader.trouble ? reader.text : '',
    complete: reader.complete,
    failure,
    headMs,
    firstByteMs,
    ms: since(started),
  };
}
