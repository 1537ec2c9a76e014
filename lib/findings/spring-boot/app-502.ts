import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { AH00898, CONNECTION_LOST, infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { findsNoApplication } from '../who/who';

/** The proxy cannot connect to the application. */
export const app502: Finding = {
  code: 'APP-502',
  hop: 'spring-boot',
  title: 'the proxy cannot connect to the application',
  cause: 'Nothing listens on the address to which it forwards: the application is still starting, has exited, or listens on another port.',
  why: 'nginx, httpd, Caddy and Vite answer every request with 502 or 503, HAProxy and Envoy with 503, http-proxy-middleware with 504.',
  cure: 'Wait until the application listens, and read its log',
  symptoms: [
    ...sockJsAnswered(AFTER_INFO, 502, 503),
    ...infoAnswered(502, 503),
    ...refusedWith(502, 503),
    { seen: 'nginx', text: 'connect() failed (111: Connection refused) while connecting to upstream' },
    { seen: 'nginx', text: 'no live upstreams while connecting to upstream' },
    { seen: 'nginx', text: 'upstream prematurely closed connection while reading response header from upstream' },
    { seen: 'nginx', text: 'recv() failed (104: Connection reset by peer) while reading response header from upstream' },
    ...CONNECTION_LOST,
    { seen: 'nginx', text: 'connect() failed (113: No route to host) while connecting to upstream' },
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while connecting to upstream' },
    { seen: 'proxy', text: 'AH00957: <scheme>: attempt to connect to <address> failed' },
    { seen: 'proxy', text: 'AH01114: HTTP: failed to make connection to backend: <address>' },
    { seen: 'proxy', text: '(20014)Internal error (specific information not available): <client>AH01102: error reading status line' },
    { seen: 'proxy', text: AH00898 },
    { seen: 'proxy', text: 'dial tcp <address>: connect: connection refused' },
    { seen: 'proxy', text: '[vite] http proxy error: <path>' },
    { seen: 'proxy', text: '[vite] ws proxy error:' },
    { seen: 'proxy', text: '[HPM] Error occurred while proxying request <request> [ECONNREFUSED]' },
    { seen: 'answer', text: 'Error occurred while trying to proxy: <address>' },
    { seen: 'answer', text: 'upstream connect error or disconnect/reset before headers' },
    { seen: 'answer', text: 'no healthy upstream' },
    { seen: 'answer', text: 'No server is available to handle this request.' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['refused by the application'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return findsNoApplication(info) || findsNoApplication(handshake);
  },
};
