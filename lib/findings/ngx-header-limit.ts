import type { Finding } from './finding';

/** The request's headers are too large for nginx. */
export const ngxHeaderLimit: Finding = {
  code: 'NGX-HEADER-LIMIT',
  hop: 'nginx',
  title: 'the request\'s headers are too large for nginx',
  cause: 'A header, with its cookies or a token, is longer than one of large_client_header_buffers (8 kB each), or the URL is.',
  why: '400 "Request Header Or Cookie Too Large" or 414, only for users with long tokens or many cookies.',
  cure: 'Raise large_client_header_buffers, and server.max-http-request-header-size in Spring Boot with it',
  symptoms: [
    { seen: 'answer', text: 'Request Header Or Cookie Too Large' },
    { seen: 'nginx', text: 'client sent too long header line' },
    { seen: 'nginx', text: 'client sent too long URI' },
  ],
  paste: [
    'large_client_header_buffers 4 32k;',
    '# application.properties:',
    'server.max-http-request-header-size=32KB',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    return [evidence.info, evidence.handshake].some((answer) => [414, 431, 494].includes(answer?.status ?? 0) || (answer?.status === 400 && /Too Large/i.test(answer.body)));
  },
};
