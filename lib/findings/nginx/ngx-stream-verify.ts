import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** nginx takes any certificate of the broker. */
export const ngxStreamVerify: Finding = {
  code: 'NGX-STREAM-VERIFY',
  hop: 'nginx',
  title: 'nginx encrypts the way to the broker, but takes any certificate',
  cause: 'proxy_ssl_verify of a stream is off unless it is set.',
  why: 'Whoever stands in between gets every message, and the login of the broker.',
  cure: 'Set proxy_ssl_verify on, with proxy_ssl_trusted_certificate, proxy_ssl_verify_depth and proxy_ssl_name',
  paste: [
    'proxy_ssl_verify on;',
    'proxy_ssl_verify_depth 3;',
    'proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;',
    'proxy_ssl_name b-1.mq.example.com;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_ssl_verify'],
  explains: ['nginx-config'],
  severity: 'notice',
  matchesStream(server) {
    const on = server.isOn('proxy_ssl') && !server.isOn('proxy_ssl_verify');
    return on ? advice(server.setting('proxy_ssl')!, 'proxy_ssl_verify is off') : undefined;
  },
};
