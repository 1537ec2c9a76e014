import type { Finding } from './finding';

/** A message over the fallbacks is larger than client_max_body_size. */
export const ngx413: Finding = {
  code: 'NGX-413',
  hop: 'nginx',
  title: 'a message over the fallbacks is larger than client_max_body_size',
  cause: 'It is 1 MB unless it is set; WebSocket frames are not limited by it, the POSTs of SockJS are.',
  why: 'xhr_send is answered 413 by nginx.',
  cure: 'Raise client_max_body_size in the location, or set it to 0 and let Spring judge',
  symptoms: [
    { seen: 'nginx', text: 'client intended to send too large body' },
    { seen: 'nginx', text: 'client intended to send too large chunked body' },
    { seen: 'answer', text: '413 Request Entity Too Large' },
  ],
  paste: 'client_max_body_size 0;',
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size'],
  explains: ['message', 'sizes'],
  outside: '--sizes',
  matches(evidence) {
    return evidence.sizes?.posts.some(({ status, bytes }) => status === 413 && bytes <= 64 * 1024) ?? false;
  },
};
