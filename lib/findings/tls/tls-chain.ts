import { networkError } from '../common-symptoms';
import type { Finding } from '../finding';

/** The certificate chain does not end at a trusted root. */
export const tlsChain: Finding = {
  code: 'TLS-CHAIN',
  hop: 'tls',
  title: 'the certificate chain does not end at a trusted root',
  cause: 'The server sends its certificate without the intermediate certificate, or the certificate is self-signed.',
  why:
    'Java and Node refuse it (PKIX path building failed, ' +
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE) while some browsers download the missing certificate.',
  cure: 'Serve the full chain (fullchain.pem), or use an ACM certificate, which always has it',
  symptoms: [
    ...networkError('ERR_CERT_AUTHORITY_INVALID'),
    { seen: 'client', text: 'PKIX path building failed' },
    { seen: 'client', text: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
    { seen: 'client', text: 'unable to verify the first certificate' },
    { seen: 'client', text: 'self-signed certificate' },
    { seen: 'client', text: '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate' },
    { seen: 'client', text: 'x509: certificate signed by unknown authority' },
  ],
  source: ['https://nginx.org/en/docs/http/configuring_https_servers.html#chains'],
  explains: ['tls'],
  refutedBy: ['certificate', 'plain http'],
  matches(evidence) {
    const { tls } = evidence;
    return tls !== undefined && tls.failure === undefined && !tls.trusted && (tls.expiresInDays ?? 0) >= 0;
  },
};
