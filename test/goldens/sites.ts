import { size } from '../../lib/nginx/sizing';
import type { Site } from '../../lib/nginx/site';
import { parseSnippet } from '../../lib/nginx/snippet';
import { Route } from '../../lib/spring/route';
import { Duration } from 'aws-cdk-lib';

/** A site as a host would have it. */
export interface SiteWish {
  readonly routes?: Route[];
  readonly connections?: number;
  readonly memoryMiB?: number;
  readonly messageBytes?: number;
  readonly remote?: boolean;
  readonly unixSocket?: boolean;
  readonly http?: string;
  readonly server?: string;
  readonly relay?: Site['relay'];
}

/** What `WebSocketHost` makes of the same wish, without a stack around it. */
export function site(wish: SiteWish = {}): Site {
  const { routes = [Route.sockJs('/ws-stomp')], connections = 5000, memoryMiB = 2048, messageBytes = 1024, remote = false } = wish;
  const { unixSocket = !remote } = wish;
  Route._checkAll(routes);
  return {
    routes: routes.map((route) => route._render().location),
    sizing: size({ memoryMiB, vcpus: 2, connections, messageBytes, remote, unixSocket, relay: wish.relay !== undefined }),
    remote,
    unixSocket,
    http: parseSnippet(wish.http ?? '', 'http', 'nginx.http'),
    server: parseSnippet(wish.server ?? '', 'server', 'nginx.server'),
    relay: wish.relay,
  };
}

/** The sites whose rendered files are kept as text. */
export const sites: Record<string, Site> = {
  'one-sockjs-route': site(),
  'several-routes': site({
    routes: [
      Route.sockJs('/ws-stomp'),
      Route.stomp('/ws-stomp-native', { idleTimeout: Duration.minutes(10) }),
      Route.stomp('/ws'),
      Route.handler('/ws/admin', { idleTimeout: Duration.seconds(4000) }),
      Route.handler('/rooms/{room}/live', { handshakePath: '/rooms/1/live' }),
      Route.sse('/api/notifications'),
    ],
  }),
  'remote-application': site({ remote: true, connections: 20_000 }),
  'fifty-thousand-connections': site({ connections: 50_000, memoryMiB: 16_384, messageBytes: 8192, unixSocket: false }),
  'broker-relay': site({ routes: [Route.stomp('/ws')], connections: 1000, relay: { tls: true } }),
  'broker-relay-without-tls': site({ routes: [Route.stomp('/ws')], connections: 1000, relay: { tls: false } }),
  extended: site({
    routes: [Route.sockJs('/ws', { nginx: 'limit_req zone=sockets burst=20;' }), Route.sse('/events')],
    http:
      'limit_req_zone $binary_remote_addr zone=sockets:10m rate=5r/s;\n' +
      'map $http_user_agent $old_browser { "~*msie [1-9]\\." 1; default 0; }',
    server: `add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
if ($old_browser) { return 426; }
location ~ ^/actuator(?!/health) { return 404; }
location = /robots.txt { return 200 "User-agent: *\\nDisallow: /\\n"; }
location / { include proxy.conf; proxy_read_timeout 5m; client_max_body_size 20m; }`,
  }),
};
