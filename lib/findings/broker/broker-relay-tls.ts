import { type Finding, HOME } from '../finding';

/** nginx and the broker do not agree on TLS. */
export const brokerRelayTls: Finding = {
  code: 'BROKER-RELAY-TLS',
  hop: 'broker',
  title: 'TLS fails between nginx and the STOMP broker',
  cause:
    "The broker's certificate is for another name than the endpoint, of an issuer that the host does not trust, or not valid at this " +
    'time; or the port does not speak TLS.',
  why: 'nginx closes every connection of the relay, so the application is without its broker.',
  cure:
    'Write the name that is in the certificate as endpoint, and the port of TLS; ' +
    'give an issuer of your own as caCertificate of StompBroker.existing',
  symptoms: [
    { seen: 'nginx', text: 'upstream SSL certificate verify error: (<n>:<reason>) while SSL handshaking to upstream' },
    { seen: 'nginx', text: 'upstream SSL certificate does not match "<name>" while SSL handshaking to upstream' },
  ],
  source: [
    `${HOME}/blob/main/docs/relay.md#when-the-broker-is-away`,
    'https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_ssl_verify',
  ],
  explains: ['gate', 'stomp'],
  alsoCures: ['BROKER-RELAY-DOWN'],
  refutedBy: ['delivered'],
  onHost: true,
};
