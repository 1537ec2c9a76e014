import type { Finding } from './finding';

/** The port does not speak TLS. */
export const tlsNotSpoken: Finding = {
  code: 'TLS-NOT-SPOKEN',
  hop: 'tls',
  title: 'the port does not speak TLS',
  cause: 'A listener for plain HTTP stands where clients expect https: the wrong port, or a listener without a certificate.',
  why: 'Browsers say ERR_SSL_PROTOCOL_ERROR, Node says "wrong version number".',
  cure: 'Make the listener an HTTPS one with a certificate, or use its http URL',
  symptoms: [
    { seen: 'client', text: 'net::ERR_SSL_PROTOCOL_ERROR' },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html'],
  explains: ['tls', 'info', 'websocket'],
  matches(evidence) {
    return /wrong version number|packet length too long|unknown protocol|http request/i.test(evidence.tls?.failure?.message ?? '');
  },
};
