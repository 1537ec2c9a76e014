import type { Finding } from './finding';

/** A web page answers in the socket route's place. */
export const ngxSpaFallback: Finding = {
  code: 'NGX-SPA-FALLBACK',
  hop: 'nginx',
  title: 'a web page answers in the socket route\'s place',
  cause: 'try_files with /index.html, or an error page, catches the route before it is proxied.',
  why: 'Handshakes fail with "Unexpected response code: 200" and SockJS ends with "All transports failed".',
  cure: 'Put a location ^~ for the route before the one with try_files',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { info } = evidence;
    return info?.status === 200 && !info.isInfo && /text\/html/.test(info.contentType ?? '');
  },
};
