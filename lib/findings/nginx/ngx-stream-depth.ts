import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** nginx allows one issuer between certificate and root. */
export const ngxStreamDepth: Finding = {
  code: 'NGX-STREAM-DEPTH',
  hop: 'nginx',
  title: "nginx allows one issuer between the broker's certificate and the root",
  cause: 'proxy_ssl_verify_depth is 1 by default, and the chains of many public issuers have two in between.',
  why: 'Every connection fails, with the misleading "unable to get local issuer certificate".',
  cure: 'Set proxy_ssl_verify_depth 3',
  paste: 'proxy_ssl_verify_depth 3;',
  source: ['https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_ssl_verify_depth'],
  explains: ['nginx-config'],
  severity: 'notice',
  matchesStream(server) {
    const depth = server.setting('proxy_ssl_verify_depth');
    const shallow = server.isOn('proxy_ssl_verify') && Number(depth?.args[0] ?? 1) < 2;
    return shallow
      ? advice(depth ?? server.setting('proxy_ssl_verify')!, `proxy_ssl_verify_depth is ${depth?.args[0] ?? '1, its default'}`)
      : undefined;
  },
};
