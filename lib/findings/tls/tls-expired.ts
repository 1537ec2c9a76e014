import { networkError } from '../common-symptoms';
import type { Finding } from '../finding';

/** The certificate has expired. */
export const tlsExpired: Finding = {
  code: 'TLS-EXPIRED',
  hop: 'tls',
  title: 'the certificate has expired',
  cause: 'It was not renewed, or the renewed one was not installed.',
  why: 'Browsers refuse it: SockJS fails at /info with net::ERR_CERT_DATE_INVALID, a plain WebSocket fails without a reason.',
  cure: 'Renew it; an ACM certificate with DNS validation renews itself as long as its DNS record exists',
  symptoms: [...networkError('ERR_CERT_DATE_INVALID'), { seen: 'client', text: 'certificate has expired' }],
  source: ['https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html'],
  explains: ['tls'],
  before: ['TLS-NAME', 'TLS-CHAIN'],
  refutedBy: ['certificate', 'plain http'],
  matches(evidence) {
    const { tls } = evidence;
    return tls?.expiresInDays !== undefined && tls.expiresInDays < 0;
  },
  inAws({ listeners = [] }) {
    const expired = listeners
      .flatMap(({ certificates }) => certificates)
      .find(({ status, expiresInDays }) => status === 'EXPIRED' || (expiresInDays !== undefined && expiresInDays < 0));
    return (
      expired && {
        question: 'certificate',
        detail: `${expired.names.join(', ')}: ${expired.status}, ${-(expired.expiresInDays ?? 0)} days ago (${expired.arn})`,
      }
    );
  },
};
