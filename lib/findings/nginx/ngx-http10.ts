import type { Finding } from '../finding';
import { isHeldBack } from '../signatures';
import type { Placed } from '../../nginx/directives';
import type { SocketRoute } from '../../nginx/socket-routes';
import { PLAIN_REQUESTS } from '../../nginx/variables';
import { proxyHop } from '../who/who';
import { isAtLeast, SPEAKS_HTTP11 } from '../../nginx/version';
import type { JudgedConfiguration } from '../configuration-match';
import { advice, carriesSockets, passOf, problem } from '../in-configuration';

/** Nginx buffers streams that the application does not send in chunks. */
export const ngxHttp10: Finding = {
  code: 'NGX-HTTP10',
  hop: 'nginx',
  title: 'nginx buffers streams that the application does not send in chunks',
  cause:
    'proxy_http_version is 1.0, the default before nginx 1.29.7; or nginx sends "Connection: close" with HTTP/1.1, after which ' +
    'Jetty and Undertow end a stream by closing. Then even the headers are buffered.',
  why: 'xhr-streaming and eventsource deliver nothing, and the client waits for a timeout before it tries the next transport.',
  cure: 'Add to the location: proxy_http_version 1.1; proxy_buffering off;',
  symptoms: [{ seen: 'client', text: 'POST <url>/xhr_streaming<params> net::ERR_ABORTED' }],
  paste: ['proxy_http_version 1.1;', 'proxy_buffering off;'].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_http_version'],
  explains: ['xhr-streaming', 'eventsource'],
  refutedBy: ['stream'],
  matches(evidence) {
    const { xhrStreaming, uncompressedStreaming, polling, direct } = evidence;
    const isHeld = isHeldBack(xhrStreaming, direct?.xhrStreaming) && uncompressedStreaming?.opened === false;
    return isHeld && polling?.opened === true && proxyHop([evidence]) === 'nginx';
  },
  matchesConfig(route, configuration) {
    const { location } = route;
    const { version } = configuration;
    const set = location.setting('proxy_http_version');
    const buffered = location.value('proxy_buffering', 'on') === 'on';
    if (!carriesSockets(route)) {
      return undefined;
    }
    if (set ? set.args[0] !== '1.0' : version && isAtLeast(version, SPEAKS_HTTP11)) {
      const closing = route.kind === 'sockjs' && buffered ? sendsClose(route, configuration) : undefined;
      const detail =
        'requests without Upgrade carry "Connection: close", after which Jetty and Undertow do not chunk, and answers are buffered';
      return closing && advice(closing, detail, [{ setting: 'proxy_buffering', args: 'off' }]);
    }
    const wants = [{ setting: 'proxy_http_version', args: '1.1' }];
    const known = set !== undefined || version !== undefined;
    const detail = set
      ? 'proxy_http_version is 1.0'
      : `proxy_http_version is not set${version ? '' : ', and which nginx reads this is not known'}`;
    // the WebSocket itself opens over 1.0, on Tomcat
    return route.kind === 'sockjs' && buffered && known
      ? problem(set ?? passOf(route), `${detail}, and answers are buffered`, wants)
      : advice(set ?? passOf(route), detail, wants);
  },
};

/** The line that sends "Connection: close" with every other request than a handshake. */
function sendsClose({ location }: SocketRoute, { variables }: JudgedConfiguration): Placed | undefined {
  return location
    .headers('Connection')
    .find(({ args }) => PLAIN_REQUESTS.every((request) => variables.values(args[1] ?? '', request)?.every((value) => value === 'close')));
}
