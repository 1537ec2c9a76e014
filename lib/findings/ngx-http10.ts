import type { Finding } from './finding';
import { isHeldBack } from './signatures';

/** Nginx speaks HTTP/1.0 to the application and holds streams back. */
export const ngxHttp10: Finding = {
  code: 'NGX-HTTP10',
  hop: 'nginx',
  title: 'nginx speaks HTTP/1.0 to the application and holds streams back',
  cause: 'proxy_http_version is not set, and before nginx 1.29.7 its default is 1.0, with which buffering holds back even the headers.',
  why: 'xhr-streaming and eventsource deliver nothing, and each costs a client its time-out before the next transport is tried.',
  cure: 'Add to the location: proxy_http_version 1.1; proxy_buffering off;',
  paste: [
    'proxy_http_version 1.1;',
    'proxy_buffering off;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version'],
  explains: ['xhr-streaming', 'eventsource'],
  matches(evidence) {
    const { xhrStreaming, uncompressedStreaming, polling, direct } = evidence;
    return isHeldBack(xhrStreaming, direct?.xhrStreaming) && uncompressedStreaming?.opened === false && polling?.opened === true;
  },
};
