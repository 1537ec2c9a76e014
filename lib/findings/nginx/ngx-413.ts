import { sockJsAnswered } from '../sockjs-requests';
import type { Finding } from '../finding';

/** A message sent over a fallback is larger than client_max_body_size. */
export const ngx413: Finding = {
  code: 'NGX-413',
  hop: 'nginx',
  title: 'a message sent over a fallback is larger than client_max_body_size',
  cause: 'It is 1 MB by default. It does not limit WebSocket frames, but it limits the POSTs of SockJS.',
  why: 'nginx answers xhr_send with 413.',
  cure: 'Raise client_max_body_size in the location, or set it to 0 and leave the limit to Spring',
  symptoms: [
    ...sockJsAnswered(['xhr_send'], 413),
    { seen: 'nginx', text: 'client intended to send too large body' },
    { seen: 'nginx', text: 'client intended to send too large chunked body' },
    { seen: 'answer', text: '413 Request Entity Too Large' },
  ],
  paste: 'client_max_body_size 0;',
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#client_max_body_size'],
  explains: ['message', 'sizes'],
  refutedBy: ['takes large messages'],
  outside: '--sizes',
  matches(evidence) {
    return evidence.sizes?.posts.some(({ status, bytes }) => status === 413 && bytes <= 64 * 1024) ?? false;
  },
};
