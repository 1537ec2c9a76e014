import { NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';

/** The TLS handshake fails. */
export const tlsHandshakeFailed: Finding = {
  code: 'TLS-HANDSHAKE-FAILED',
  hop: 'tls',
  title: 'the TLS handshake fails',
  cause:
    'Client and server have no protocol version or cipher in common, no certificate matches the name, or the server closes the connection.',
  why: 'Browsers say ERR_SSL_VERSION_OR_CIPHER_MISMATCH or ERR_CONNECTION_CLOSED.',
  cure: 'Choose a current security policy for the listener, and a certificate for this name',
  symptoms: [{ seen: 'client', text: 'net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH' }, ...NOT_OPENED],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html'],
  explains: ['tls', 'info', 'websocket'],
  refutedBy: ['certificate', 'plain http'],
  secondary: true,
  matches(evidence) {
    return evidence.tls?.failure !== undefined && ['tls', 'closed', 'reset', 'error'].includes(evidence.tls.failure.kind);
  },
};
