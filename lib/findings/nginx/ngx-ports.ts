import type { Finding } from '../finding';

/** Nginx has no local ports left for connections to the application. */
export const ngxPorts: Finding = {
  code: 'NGX-PORTS',
  hop: 'nginx',
  title: 'nginx has no local ports left for connections to the application',
  cause:
    'One source address has about 28 000 ports for connections to one address and port; ' +
    'open sockets use them, and closed ones for another minute.',
  why: 'At about 28 000 sockets new ones are answered 502; under load without upstream keep-alive even before.',
  cure: 'Use several addresses for the application (127.0.0.2, ...) or a unix socket, and upstream keep-alive',
  symptoms: [
    { seen: 'nginx', text: 'connect() to <address> failed (99: Cannot assign requested address) while connecting to upstream' },
    { seen: 'nginx', text: 'connect() failed (99: Cannot assign requested address) while connecting to upstream' },
  ],
  paste: 'upstream app { server 127.0.0.1:8080; server 127.0.0.2:8080; keepalive 64; }',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_bind'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['answered alone and in a crowd'],
};
