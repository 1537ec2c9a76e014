import type { Finding } from '../finding';

/** nginx remembers that a certificate was refused. */
export const brokerRelayTlsKept: Finding = {
  code: 'BROKER-RELAY-TLS-KEPT',
  hop: 'broker',
  title: "nginx goes on refusing the broker's certificate after it was put right",
  cause:
    'nginx keeps TLS sessions with an upstream, that of a handshake whose certificate it refused too; a session that is resumed ' +
    'brings no certificate, and the old verdict counts.',
  why: 'Certificate and configuration look right, and every retry fails as the first one did.',
  cure: 'Reload nginx and look again, or set proxy_ssl_session_reuse off',
  symptoms: [{ seen: 'user', text: 'nginx still refuses the certificate of the broker after it was replaced' }],
  paste: 'systemctl reload websocket-nginx',
  source: ['https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_ssl_session_reuse'],
  explains: ['gate'],
  alsoCures: ['BROKER-RELAY-DOWN'],
  severity: 'notice',
  outside: false,
};
