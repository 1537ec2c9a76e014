import { infoAnswered } from '../common-symptoms';
import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';

/** The request's headers are too large for nginx. */
export const ngxHeaderLimit: Finding = {
  code: 'NGX-HEADER-LIMIT',
  hop: 'nginx',
  title: "the request's headers are too large for nginx",
  cause: 'The URL, or a header with its cookies or token, is longer than one of the large_client_header_buffers (8 kB each).',
  why: '400 "Request Header Or Cookie Too Large" or 414, only for users with long tokens or many cookies.',
  cure: 'Raise large_client_header_buffers, and server.max-http-request-header-size in Spring Boot as well',
  symptoms: [
    ...infoAnswered(400),
    { seen: 'answer', text: 'Request Header Or Cookie Too Large' },
    { seen: 'nginx', text: 'client sent too long header line' },
    { seen: 'nginx', text: 'client sent too long URI' },
  ],
  paste: ['large_client_header_buffers 4 32k;', '# application.properties:', 'server.max-http-request-header-size=32KB'].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#large_client_header_buffers'],
  explains: ['info', 'websocket'],
  refutedBy: ['info'],
  matches(evidence) {
    return [evidence.info, evidence.handshake].some(
      (answer) =>
        ['nginx', 'openresty'].includes(whoAnswered(answer)) &&
        ([414, 494].includes(answer?.status ?? 0) || (answer?.status === 400 && /Too Large/i.test(answer.body))),
    );
  },
};
