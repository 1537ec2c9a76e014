import type { Finding } from './finding';
import { isHeldBack } from './signatures';

/** Nginx holds streamed answers back. */
export const ngxBufferStall: Finding = {
  code: 'NGX-BUFFER-STALL',
  hop: 'nginx',
  title: 'nginx holds streamed answers back',
  cause: 'Buffering over HTTP/1.0, or gzip for the stream\'s content type.',
  why: 'xhr-streaming and eventsource stay pending until the client gives up; behind a load balancer they end as 504.',
  cure: 'Add to the location: proxy_http_version 1.1; proxy_buffering off; gzip off;',
  paste: [
    'proxy_http_version 1.1;',
    'proxy_buffering off;',
    'gzip off;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering'],
  explains: ['xhr-streaming', 'eventsource'],
  matches(evidence) {
    const { xhrStreaming, uncompressedStreaming, eventSource, direct } = evidence;
    return (isHeldBack(xhrStreaming, direct?.xhrStreaming) && uncompressedStreaming?.opened !== false) || (isHeldBack(eventSource, direct?.eventSource) && xhrStreaming?.opened === true);
  },
};
