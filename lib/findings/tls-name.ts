import { isFor } from '../aws/certificates';
import { networkError } from './common-symptoms';
import type { Finding } from './finding';

/** The certificate is for another name. */
export const tlsName: Finding = {
  code: 'TLS-NAME',
  hop: 'tls',
  title: 'the certificate is for another name',
  cause: 'The listener shows a certificate whose names do not include this host, often its default one.',
  why: 'Browsers refuse: SockJS fails at /info with net::ERR_CERT_COMMON_NAME_INVALID, a raw WebSocket fails without a reason.',
  cure: 'Add a certificate for this host to the listener',
  symptoms: [
    ...networkError('ERR_CERT_COMMON_NAME_INVALID'),
    { seen: 'client', text: 'Hostname/IP does not match certificate\'s altnames' },
    { seen: 'client', text: 'No subject alternative DNS name matching <host> found' },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html'],
  explains: ['tls'],
  matches(evidence) {
    const { tls } = evidence;
    return tls !== undefined && tls.failure === undefined && !tls.nameOk;
  },
  inAws({ listeners = [], names = [] }) {
    const secure = listeners.filter(({ forwards, protocol }) => forwards && protocol === 'HTTPS');
    const listener = secure.find(({ certificates, unseenCertificates }) => unseenCertificates === 0 && names.some((name) => !certificates.some((certificate) => isFor(certificate, name))));
    if (!listener) {
      return undefined;
    }
    const missing = names.filter((name) => !listener.certificates.some((certificate) => isFor(certificate, name)));
    return {
      question: 'certificate',
      title: 'the listener has no certificate for the name',
      detail: `the listener on port ${listener.port} has certificates for ${listener.certificates.flatMap((certificate) => certificate.names).join(', ') || 'no name'}, not for ${missing.join(', ')}`,
      paste: `listener.addCertificates('Certificate', [new Certificate(this, 'Certificate', { domainName: '${missing[0]}', validation: CertificateValidation.fromDns(zone) })]);`,
    };
  },
};
