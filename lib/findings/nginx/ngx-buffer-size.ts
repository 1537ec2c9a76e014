import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** The headers of the application's answer do not fit into nginx's buffer. */
export const ngxBufferSize: Finding = {
  code: 'NGX-BUFFER-SIZE',
  hop: 'nginx',
  title: "the headers of the application's answer do not fit into nginx's buffer",
  cause: 'proxy_buffer_size is one memory page, 4 or 8 KB; large cookies or tokens in the answer make its headers larger.',
  why: 'nginx answers 502, often only to users with a login; the application answered.',
  cure: 'Set proxy_buffer_size to a size that holds all headers of an answer, or send less in them',
  symptoms: [
    { seen: 'nginx', text: 'upstream sent too big header while reading response header from upstream' },
    ...refusedWith(502),
    ...infoAnswered(502),
  ],
  paste: ['proxy_buffer_size 16k;', 'proxy_buffers 8 16k;'].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffer_size'],
  explains: ['info', 'websocket'],
  refutedBy: ['refused by the application', 'same when direct'],
};
