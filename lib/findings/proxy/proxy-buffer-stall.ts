import { sockJsAnswered } from '../sockjs-requests';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { isHeldBack } from '../signatures';
import { proxyHop } from '../who/who';
import { advice, carriesSockets, problem } from '../in-configuration';

/** The proxy holds back streamed answers. */
export const proxyBufferStall: Finding = {
  code: 'PROXY-BUFFER-STALL',
  hop: 'proxy',
  title: 'the proxy holds back streamed answers',
  cause: 'It collects them in a buffer (nginx, Spring Cloud Gateway MVC), or compresses and never flushes them (gzip, webpack-dev-server).',
  why: 'xhr-streaming and eventsource stay pending until the client gives up; behind a load balancer they end with 504.',
  ...curedBy('Switch off buffering and compression for the route', {
    nginx: {
      cure: 'Add to the location: proxy_http_version 1.1; proxy_buffering off; gzip off;',
      paste: ['proxy_http_version 1.1;', 'proxy_buffering off;', 'gzip off;'].join('\n'),
    },
    'webpack-dev-server': { cure: 'Switch its compression off', paste: 'devServer: { compress: false },' },
    'gateway-mvc': {
      cure: 'Let it flush what SockJS streams',
      paste: 'spring.cloud.gateway.server.webmvc.streaming-media-types: text/event-stream,application/javascript',
    },
  }),
  symptoms: [
    ...sockJsAnswered(['xhr_streaming', 'eventsource', 'htmlfile'], 504),
    { seen: 'client', text: 'POST <url>/xhr_streaming<params> net::ERR_ABORTED' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering'],
  explains: ['xhr-streaming', 'eventsource'],
  refutedBy: ['stream'],
  alsoCures: ['NGX-HTTP10'],
  matches(evidence) {
    const { xhrStreaming, uncompressedStreaming, eventSource, polling, direct } = evidence;
    const isZipped = uncompressedStreaming?.opened !== false;
    // in nginx it is the version of HTTP, which is another finding
    const isCollected = polling?.opened === true && proxyHop([evidence]) !== 'nginx';
    return (
      (isHeldBack(xhrStreaming, direct?.xhrStreaming) && (isZipped || isCollected)) ||
      (isHeldBack(eventSource, direct?.eventSource) && xhrStreaming?.opened === true)
    );
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
    return make(gzip, `gzip is on for ${matching}, and answers are buffered`, [
      { setting: 'proxy_buffering', args: 'off' },
      { setting: 'gzip', args: 'off' },
    ]);
  },
};
