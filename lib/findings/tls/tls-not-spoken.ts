import { NOT_OPENED, TLS_TO_HTTP } from '../common-symptoms';
import type { Finding } from '../finding';

/** The port does not speak TLS. */
export const tlsNotSpoken: Finding = {
  code: 'TLS-NOT-SPOKEN',
  hop: 'tls',
  title: 'the port does not speak TLS',
  cause: 'Clients expect https, but the listener on this port is for plain HTTP: the wrong port, or a listener without a certificate.',
  why: 'Browsers say ERR_SSL_PROTOCOL_ERROR, Node says "wrong version number".',
  cure: 'Make it an HTTPS listener with a certificate, or use the http URL',
  symptoms: [{ seen: 'client', text: 'net::ERR_SSL_PROTOCOL_ERROR' }, ...NOT_OPENED, ...TLS_TO_HTTP],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html'],
  explains: ['tls', 'info', 'websocket'],
  refutedBy: ['certificate', 'plain http'],
  matches(evidence) {
    return /wrong version number|packet length too long|unknown protocol|http request/i.test(evidence.tls?.failure?.message ?? '');
  },
};
