import { isFor } from '../../aws/certificates';
import { networkError } from '../common-symptoms';
import type { Finding } from '../finding';

/** The certificate is for another name. */
export const tlsName: Finding = {
  code: 'TLS-NAME',
  hop: 'tls',
  title: 'the certificate is for another name',
  cause: "The listener presents a certificate whose names do not include this host, often the listener's default one.",
  why: 'Browsers refuse it: SockJS fails at /info with net::ERR_CERT_COMMON_NAME_INVALID, a plain WebSocket fails without a reason.',
  cure: 'Add a certificate for this host to the listener',
  symptoms: [
    ...networkError('ERR_CERT_COMMON_NAME_INVALID'),
    { seen: 'client', text: "Hostname/IP does not match certificate's altnames" },
    { seen: 'client', text: 'No subject alternative DNS name matching <host> found' },
    { seen: 'client', text: 'x509: certificate is valid for <names>, not <host>' },
    { seen: 'client', text: "certificate verify failed: Hostname mismatch, certificate is not valid for '<host>'" },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html'],
  explains: ['tls'],
  before: ['TLS-CHAIN'],
  refutedBy: ['certificate', 'plain http'],
  matches(evidence) {
    const { tls } = evidence;
    return tls !== undefined && tls.failure === undefined && !tls.nameOk;
  },
  inAws({ listeners = [], names = [] }) {
    const secure = listeners.filter(({ forwards, protocol }) => forwards && protocol === 'HTTPS');
    const listener = secure.find(
      ({ certificates, unseenCertificates }) =>
        unseenCertificates === 0 && names.some((name) => !certificates.some((certificate) => isFor(certificate, name))),
    );
    if (!listener) {
      return undefined;
    }
    const missing = names.filter((name) => !listener.certificates.some((certificate) => isFor(certificate, name)));
    return {
      question: 'certificate',
      title: 'the listener has no certificate for the name',
      detail:
        `the listener on port ${listener.port} has certificates for ` +
        `${listener.certificates.flatMap((certificate) => certificate.names).join(', ') || 'no name'}, not for ${missing.join(', ')}`,
      paste:
        "listener.addCertificates('Certificate', [new Certificate(this, 'Certificate', { " +
        `domainName: '${missing[0]}', validation: CertificateValidation.fromDns(zone) })]);`,
    };
  },
};
