import { networkError } from './common-symptoms';
import type { Finding } from './finding';

/** The certificate's chain leads to no trusted root. */
export const tlsChain: Finding = {
  code: 'TLS-CHAIN',
  hop: 'tls',
  title: 'the certificate\'s chain leads to no trusted root',
  cause: 'The server sends its own certificate without the intermediate one, or it is self-signed.',
  why: 'Java and Node refuse it (PKIX path building failed, UNABLE_TO_VERIFY_LEAF_SIGNATURE) while some browsers still fetch the missing link.',
  cure: 'Serve the full chain (fullchain.pem), or an ACM certificate, which always comes with it',
  symptoms: [
    ...networkError('ERR_CERT_AUTHORITY_INVALID'),
    { seen: 'client', text: 'PKIX path building failed' },
    { seen: 'client', text: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    { seen: 'client', text: 'unable to verify the first certificate' },
  ],
  source: ['https://nginx.org/en/docs/http/configuring_https_servers.html#chains'],
  explains: ['tls'],
  matches(evidence) {
    const { tls } = evidence;
    return tls !== undefined && tls.failure === undefined && !tls.trusted && (tls.expiresInDays ?? 0) >= 0;
  },
};
