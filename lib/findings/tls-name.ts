import type { Finding } from './finding';

/** The certificate is for another name. */
export const tlsName: Finding = {
  code: 'TLS-NAME',
  hop: 'tls',
  title: 'the certificate is for another name',
  cause: 'The listener shows a certificate whose names do not include this host, often its default one.',
  why: 'Browsers refuse: SockJS fails at /info with net::ERR_CERT_COMMON_NAME_INVALID, a raw WebSocket fails without a reason.',
  cure: 'Add a certificate for this host to the listener',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html'],
  explains: ['tls'],
  matches(evidence) {
    const { tls } = evidence;
    return tls !== undefined && tls.failure === undefined && !tls.nameOk;
  },
};
