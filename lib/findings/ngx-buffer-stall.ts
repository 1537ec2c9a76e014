import type { Finding } from './finding';
import { isHeldBack } from './signatures';
import { advice, carriesSockets, problem } from './in-configuration';

/** Nginx holds streamed answers back. */
export const ngxBufferStall: Finding = {
  code: 'NGX-BUFFER-STALL',
  hop: 'nginx',
  title: 'nginx holds streamed answers back',
  cause: 'Buffering over HTTP/1.0, or gzip for the stream\'s content type.',
  why: 'xhr-streaming and eventsource stay pending until the client gives up; behind a load balancer they end as 504.',
  cure: 'Add to the location: proxy_http_version 1.1; proxy_buffering off; gzip off;',
  symptoms: [
    { seen: 'client', text: 'POST <url>/xhr_streaming<params> net::ERR_ABORTED' },
  ],
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
  matchesConfig(route) {
    const { location } = route;
    const gzip = location.setting('gzip');
    const types = location.all('gzip_types').flatMap(({ args }) => args);
    const matching = types.find((type) => ['*', 'application/javascript', 'text/event-stream'].includes(type));
    if (!carriesSockets(route) || gzip?.args[0] !== 'on' || matching === undefined || location.value('proxy_buffering', 'on') !== 'on') {
      return undefined;
    }
    const make = route.kind === 'sockjs' ? problem : advice;
    return make(gzip, `gzip is on for ${matching}, and answers are buffered`, [{ setting: 'proxy_buffering', args: 'off' }, { setting: 'gzip', args: 'off' }]);
  },
};
