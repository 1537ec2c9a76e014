import { dial, since, type Failure } from './dial';
import { header, HttpReader } from './http-reader';
import type { Target } from './target';

/** Who stands first in line, shown by its own error page. */
export interface FrontEvidence {
  readonly status?: number;
  readonly server?: string;
  readonly body: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks something that no application ever sees: a request without Host, which the first HTTP server refuses itself. */
export async function front(target: Target, timeoutMs = 3000): Promise<FrontEvidence> {
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
    socket.write('GET / HTTP/1.1\r\nConnection: close\r\n\r\n');
  });
  socket.destroy();
  return { status: reader.head?.status, server: header(reader.head?.headers ?? [], 'server'), body: reader.head ? reader.text.slice(0, 300) : '', failure, ms: since(started) };
}
