import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { carriesSockets, problem } from '../in-configuration';

/** Nginx speaks HTTP/2 to the application, over which no WebSocket opens. */
export const ngxHttp2Upstream: Finding = {
  code: 'NGX-HTTP2-UPSTREAM',
  hop: 'nginx',
  title: 'nginx speaks HTTP/2 to the application, over which no WebSocket opens',
  cause:
    'proxy_http_version 2, which nginx has since 1.29.4, knows no Upgrade; Tomcat speaks HTTP/2 only with server.http2.enabled, ' +
    'and then refuses every request with a Connection header.',
  why: 'nginx answers with 502, in most chains to every request; with the header lines left out, the handshake is answered with 400.',
  cure: 'Set proxy_http_version 1.1 in the location of the WebSocket route',
  symptoms: [
    { seen: 'nginx', text: 'upstream sent too large http2 frame: 4740180 while reading response header from upstream' },
    { seen: 'nginx', text: 'upstream rejected request with error 1 while reading response header from upstream' },
    { seen: 'spring', text: 'HTTP header [connection] is not permitted in an HTTP/2 request' },
    ...refusedWith(502),
    ...infoAnswered(502),
  ],
  paste: 'proxy_http_version 1.1;',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version'],
  explains: ['info', 'websocket'],
  refutedBy: ['101', 'frame', 'refused by a proxy', 'refused before the proxy'],
  matchesConfig(route) {
    const version = route.location.setting('proxy_http_version');
    return carriesSockets(route) && version?.args[0] === '2'
      ? problem(version, 'proxy_http_version is 2', [{ setting: 'proxy_http_version', args: '1.1' }])
      : undefined;
  },
};
