import * as net from 'node:net';
import * as tls from 'node:tls';
import { describe, since, type Failure } from './dial';
import { unbracketed, type Target } from './target';

/** What a server proves of itself. */
export interface TlsEvidence {
  readonly protocol?: string;
  /** What the server chose of h2 and http/1.1. */
  readonly alpn?: string;
  /** Subject alternative names, as in the certificate. */
  readonly names: readonly string[];
  readonly nameOk: boolean;
  /** The chain leads to a trusted root. */
  readonly trusted: boolean;
  /** OpenSSL's word for why not, such as `UNABLE_TO_VERIFY_LEAF_SIGNATURE`. */
  readonly trustError?: string;
  readonly issuer?: string;
  readonly notAfter?: string;
  readonly expiresInDays?: number;
  readonly failure?: Failure;
  readonly ms: number;
}

/** OpenSSL's words for a certificate that none of the authorities made. */
const ISSUER_UNKNOWN = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/;

/** Asks: which certificate is shown, for whom, until when, and who vouches for it? Judges nothing while connecting. */
export async function tlsHandshake(target: Target, timeoutMs = 5000): Promise<TlsEvidence> {
  // Naming one authority switches the built-in ones off, and reading those anew takes longer than a second connection.
  const [own, builtIn] = await Promise.all([target.ca ? shown(target, timeoutMs, target.ca) : undefined, shown(target, timeoutMs)]);
  const says = own && !own.failure && (own.trusted || !ISSUER_UNKNOWN.test(own.trustError ?? ''));
  return says ? own : builtIn;
}

function shown(target: Target, timeoutMs: number, ca?: string): Promise<TlsEvidence> {
  const started = performance.now();
  const { hostname, port } = new URL(target.origin);
  const name = unbracketed(hostname);
  return new Promise((resolve) => {
    const none = { names: [], nameOk: false, trusted: false };
    const socket = tls.connect({
      ...(target.connect ?? { host: name, port: Number(port) || 443 }),
      servername: net.isIP(name) ? undefined : name,
      ALPNProtocols: ['h2', 'http/1.1'],
      rejectUnauthorized: false,
      ca,
    });
    const done = (evidence: Omit<TlsEvidence, 'ms'>) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...evidence, ms: since(started) });
    };
    const timer = setTimeout(
      () => done({ ...none, failure: { kind: 'timeout', message: `no TLS handshake within ${timeoutMs} ms` } }),
      timeoutMs,
    );
    socket.on('error', (error) => done({ ...none, failure: describe(error, 'tls') }));
    socket.on('close', () => done({ ...none, failure: { kind: 'closed', message: 'closed during the TLS handshake' } }));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate();
      const error = socket.authorizationError as unknown;
      const code = typeof error === 'string' ? error : (error as NodeJS.ErrnoException | null)?.code;
      const expires = Date.parse(certificate.valid_to ?? '');
      done({
        protocol: socket.getProtocol() ?? undefined,
        alpn: socket.alpnProtocol || undefined,
        names: (certificate.subjectaltname ?? '').split(', ').filter((name) => name !== ''),
        // Node.js 22.23 takes no IPv6 address for one in checkServerIdentity.
        nameOk: net.isIP(name)
          ? socket.getPeerX509Certificate()?.checkIP(name) !== undefined
          : tls.checkServerIdentity(name, certificate) === undefined,
        // A wrong name is a question of its own; what remains is the chain.
        trusted: socket.authorized || code === 'ERR_TLS_CERT_ALTNAME_INVALID',
        trustError: socket.authorized ? undefined : code,
        issuer: certificate.issuer?.CN?.toString(),
        notAfter: certificate.valid_to,
        expiresInDays: Number.isNaN(expires) ? undefined : Math.floor((expires - Date.now()) / 86_400_000),
      });
    });
  });
}
