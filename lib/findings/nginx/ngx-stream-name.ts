import type { Finding } from '../finding';
import { advice, problem } from '../in-configuration';

/** nginx asks the broker for no name, or for that of its own upstream. */
export const ngxStreamName: Finding = {
  code: 'NGX-STREAM-NAME',
  hop: 'nginx',
  title: "nginx does not ask for the broker's name in TLS",
  cause:
    "proxy_ssl_server_name is off by default, so that no name is sent, and proxy_ssl_name is what proxy_pass says: the upstream's name.",
  why:
    'With verification every connection is refused (certificate does not match "broker"); without a name a server that has several ' +
    'certificates sends another one.',
  cure: "Set proxy_ssl_server_name on, and proxy_ssl_name to the name in the broker's certificate",
  paste: 'proxy_ssl_server_name on;\nproxy_ssl_name b-1.mq.example.com;',
  source: ['https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_ssl_name'],
  explains: ['nginx-config'],
  matchesStream(server) {
    const tls = server.isOn('proxy_ssl') ? server.setting('proxy_ssl')! : undefined;
    if (tls && server.upstream && server.isOn('proxy_ssl_verify') && !server.setting('proxy_ssl_name')) {
      return problem(tls, `the certificate would have to be for "${server.upstream.args[0]}": proxy_ssl_name is not set`);
    }
    return tls && !server.isOn('proxy_ssl_server_name') ? advice(tls, 'proxy_ssl_server_name is off') : undefined;
  },
};
