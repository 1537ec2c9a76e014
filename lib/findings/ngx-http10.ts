import type { Finding } from './finding';
import { isHeldBack } from './signatures';
import { isAtLeast, SPEAKS_HTTP11 } from '../nginx/version';
import { advice, carriesSockets, passOf, problem } from './in-configuration';

/** Nginx speaks HTTP/1.0 to the application and holds streams back. */
export const ngxHttp10: Finding = {
  code: 'NGX-HTTP10',
  hop: 'nginx',
  title: 'nginx speaks HTTP/1.0 to the application and holds streams back',
  cause: 'proxy_http_version is not set, and before nginx 1.29.7 its default is 1.0, with which buffering holds back even the headers.',
  why: 'xhr-streaming and eventsource deliver nothing, and each costs a client its time-out before the next transport is tried.',
  cure: 'Add to the location: proxy_http_version 1.1; proxy_buffering off;',
  symptoms: [
    { seen: 'client', text: 'POST <url>/xhr_streaming<params> net::ERR_ABORTED' },
  ],
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
  matchesConfig(route, { version }) {
    const { location } = route;
    const set = location.setting('proxy_http_version');
    if (!carriesSockets(route) || (set ? set.args[0] !== '1.0' : version && isAtLeast(version, SPEAKS_HTTP11))) {
      return undefined;
    }
    const wants = [{ setting: 'proxy_http_version', args: '1.1' }];
    const buffered = location.value('proxy_buffering', 'on') === 'on';
    const known = set !== undefined || version !== undefined;
    const detail = set ? 'proxy_http_version is 1.0' : `proxy_http_version is not set${version ? '' : ', and which nginx reads this is not known'}`;
    // the WebSocket itself opens over 1.0, on Tomcat
    return route.kind === 'sockjs' && buffered && known ? problem(set ?? passOf(route), `${detail}, and answers are buffered`, wants) : advice(set ?? passOf(route), detail, wants);
  },
};
