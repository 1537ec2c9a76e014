import { dial, since, type Failure } from './dial';
import { serialize } from './exchange';
import { header, HttpReader } from './http-reader';
import type { Target } from './target';

/** What stands first in line answered to a request that no client sends. */
export interface FrontEvidence {
  readonly status?: number;
  readonly server?: string;
  readonly body: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks something that no application ever sees: a request without Host, which the first HTTP server refuses itself. */
export function front(target: Target, timeoutMs?: number): Promise<FrontEvidence> {
  return answerTo(target, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', timeoutMs);
}

/** Asks as a Network Load Balancer with the PROXY protocol would, of a client whose address it does not tell. */
export function afterProxyLine(target: Target): Promise<FrontEvidence> {
  return answerTo(target, `PROXY UNKNOWN\r\n${serialize(target, { path: '/' }).toString('latin1')}`);
}

async function answerTo(target: Target, request: string, timeoutMs = 3000): Promise<FrontEvidence> {
  const started = performance.now();
  const dialled = await dial(target, timeoutMs);
  if ('failure' in dialled) {
    return { body: '', failure: dialled.failure, ms: since(started) };
  }
  const { socket } = dialled;
  const reader = new HttpReader(4096);
  const failure = await new Promise<Failure | undefined>((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'timeout', message: `no answer within ${timeoutMs} ms` }), timeoutMs);
    const done = () => {
      clearTimeout(timer);
      resolve(undefined);
    };
    socket.removeAllListeners('close').on('error', done).on('close', done);
    socket.on('data', (bytes: Buffer) => {
      reader.push(bytes);
      if (reader.complete || reader.trouble || reader.truncated) {
        done();
      }
    });
    socket.write(request);
  });
  socket.destroy();
  return {
    status: reader.head?.status,
    server: header(reader.head?.headers ?? [], 'server'),
    body: reader.head ? reader.text.slice(0, 300) : '',
    failure,
    ms: since(started),
  };
}
