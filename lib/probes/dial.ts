import * as net from 'node:net';
import * as tls from 'node:tls';
import { unbracketed, usesTls, type Target } from './target';

/** Why there was no (complete) answer. */
export type FailureKind =
  | 'unresolved'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'closed'
  | 'tls'
  | 'not-http'
  | 'too-large'
  | 'error';

/** What went wrong on the wire, in the operating system's or OpenSSL's words. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
}

/** A connection, or why there is none. */
export type Dialled = { readonly socket: net.Socket; readonly connectMs: number; readonly tlsMs?: number } | { readonly failure: Failure };

let context: tls.SecureContext | undefined;

/** What connections share on which nobody is judged: without any authority a certificate is not even looked at. */
export function nobodyTrusted(): tls.SecureContext {
  context ??= tls.createSecureContext({ ca: [] });
  return context;
}

/**
 * Opens a connection to a target. Certificates are not judged here: the tls probe does, and the others
 * shall still tell what lies behind a bad certificate. Only HTTP/1.1 is offered, because a browser's
 * WebSocket handshake is HTTP/1.1 too; over h2 a healthy chain would answer 400.
 */
export function dial(target: Target, timeoutMs: number): Promise<Dialled> {
  return new Promise((resolve) => {
    const started = performance.now();
    const { hostname, port, protocol } = new URL(target.origin);
    const name = unbracketed(hostname);
    const raw = net.connect(target.connect ?? { host: name, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    raw.setNoDelay(true);
    let current: net.Socket = raw;
    const fail = (failure: Failure) => {
      clearTimeout(timer);
      current.destroy();
      raw.destroy();
      resolve({ failure });
    };
    const timer = setTimeout(() => fail({ kind: 'timeout', message: `no connection within ${timeoutMs} ms` }), timeoutMs);
    raw.on('error', (error) => fail(describe(error)));
    raw.once('connect', () => {
      const connectMs = since(started);
      if (!usesTls(target)) {
        clearTimeout(timer);
        resolve({ socket: raw, connectMs });
        return;
      }
      current = tls.connect({
        socket: raw,
        servername: net.isIP(name) ? undefined : name,
        ALPNProtocols: ['http/1.1'],
        rejectUnauthorized: false,
        secureContext: nobodyTrusted(),
      });
      current.on('error', (error) => fail(describe(error, 'tls')));
      current.once('close', () => fail({ kind: 'closed', message: 'closed during the TLS handshake' }));
      current.once('secureConnect', () => {
        clearTimeout(timer);
        resolve({ socket: current, connectMs, tlsMs: since(started) - connectMs });
      });
    });
  });
}

/** Sorts an error of Node's into a kind. */
export function describe(error: NodeJS.ErrnoException, otherwise: FailureKind = 'error'): Failure {
  const kinds: Record<string, FailureKind> = {
    ENOTFOUND: 'unresolved',
    EAI_AGAIN: 'unresolved',
    ECONNREFUSED: 'refused',
    ENOENT: 'refused',
    ECONNRESET: 'reset',
    EPIPE: 'reset',
    ETIMEDOUT: 'timeout',
    EHOSTUNREACH: 'unreachable',
    ENETUNREACH: 'unreachable',
  };
  return { kind: kinds[error.code ?? ''] ?? otherwise, message: error.message || error.code || 'unknown error' };
}

/** Whole milliseconds since a `performance.now()`. */
export function since(started: number): number {
  return Math.round(performance.now() - started);
}
