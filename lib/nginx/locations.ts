import { ACCESS_LOG, HEALTH_PATH } from '../chain/conventions';
import { because, block, directive, type Directive } from './directives';

/** A route as nginx sees it. */
export interface RouteLocation {
  /** Where nginx begins to match, such as `/ws-stomp`. */
  readonly prefix: string;
  /** How long a socket or an event stream may be silent. */
  readonly idleSeconds: number;
  /** The consumer's own directives for this location. */
  readonly extra: readonly Directive[];
}

/** File names of the shared parts, as the locations include them: relative to nginx.conf. */
export const PROXY_INCLUDE = 'proxy.conf';
export const STREAM_INCLUDE = 'stream.conf';

/** How a request reaches Spring Boot, for every location: proxy.conf. */
export function proxyDirectives(sources: number, unixSocket = false): Directive[] {
  return [
    because('No URI: the path reaches Spring Boot as the client sent it.', directive('proxy_pass', 'http://$spring')),
    because('For streaming and keep-alive; nginx before 1.29.7 speaks 1.0.', directive('proxy_http_version', '1.1')),
    because(
      'These two end at nginx unless set again; without them there is no 101.',
      directive('proxy_set_header', 'Upgrade', '$websocket_upgrade'),
    ),
    directive('proxy_set_header', 'Connection', '$websocket_connection'),
    because(
      "As the client named us. X-Forwarded-Proto and -Port pass: the load balancer's word.",
      directive('proxy_set_header', 'Host', '$http_host'),
    ),
    because('One address: a list begins with what a client writes.', directive('proxy_set_header', 'X-Forwarded-For', '$remote_addr')),
    because('The load balancer does not write these, so a client could forge them.', directive('proxy_set_header', 'Forwarded', '')),
    ...['X-Forwarded-Host', 'X-Forwarded-Prefix', 'X-Forwarded-Ssl'].map((name) => directive('proxy_set_header', name, '')),
    directive('proxy_set_header', 'X-Real-IP', '$remote_addr'),
    because("For the companion's figures: how long a handshake takes.", directive('proxy_set_header', 'X-Request-Start', 't=$msec')),
    because('Bodies pass as they come: kept here first, one could fill the disk.', directive('proxy_request_buffering', 'off')),
    directive('proxy_connect_timeout', '5s'),
    directive('proxy_socket_keepalive', 'on'),
    ...(unixSocket ? [because('No second try after a time-out.', directive('proxy_next_upstream', 'error'))] : []),
    ...(sources > 1
      ? [
          because(
            'One source address has 28 232 ports towards Spring Boot and gets slow at 14 000.',
            directive('proxy_bind', '$spring_source'),
          ),
        ]
      : []),
  ];
}

/**
 * What sockets and event streams need besides: stream.conf. A buffer takes memory only for what messages have touched of it
 * (docs/sizing.md), so a large one costs nothing where messages are short, and a 101 with long headers fits.
 */
export function streamDirectives(): Directive[] {
  return [
    because('SockJS streaming, server-sent events and frames pass as they come.', directive('proxy_buffering', 'off')),
    directive('gzip', 'off'),
    because('At least one message: one read, one write.', directive('proxy_buffer_size', '16k')),
    directive('proxy_buffers', '8', '16k'),
  ];
}

/** The location of a socket or event-stream route. */
export function routeLocation(route: RouteLocation): Directive {
  return block(
    'location',
    ['^~', route.prefix],
    [
      directive('include', PROXY_INCLUDE),
      directive('include', STREAM_INCLUDE),
      directive('proxy_read_timeout', `${route.idleSeconds}s`),
      directive('proxy_send_timeout', `${route.idleSeconds}s`),
      ...route.extra,
    ],
  );
}

/** Everything else that Spring Boot serves. */
export function restLocation(): Directive {
  return block(
    'location',
    ['/'],
    [
      directive('include', PROXY_INCLUDE),
      because('Replies with long headers (cookies, security policies) fit.', directive('proxy_buffer_size', '16k')),
      directive('proxy_buffers', '8', '16k'),
      directive('proxy_busy_buffers_size', '32k'),
    ],
  );
}

/** What the load balancer's health check asks: the agent answers from the handshakes that it repeats. */
export function healthLocation(): Directive {
  return because(
    'The agent repeats the handshakes, which no load balancer can, and answers from them.',
    block(
      'location',
      ['=', HEALTH_PATH],
      [
        because("Only a client's request has this header.", block('if', ['($http_x_forwarded_for)'], [directive('return', '404')])),
        directive('client_max_body_size', '1k'),
        directive('proxy_pass', 'http://agent'),
        directive('access_log', 'off'),
      ],
    ),
  );
}

/** One JSON object a request. `$uri` has no query string, so no token of one is ever written. */
export function accessLog(): Directive[] {
  const fields = [
    ['time', '"$time_iso8601"'],
    ['client', '"$remote_addr"'],
    ['method', '"$request_method"'],
    ['path', '"$uri"'],
    ['status', '"$status"'],
    ['upgrade', '"$http_upgrade"'],
    ['upstream_status', '"$upstream_status"'],
    ['seconds', '"$request_time"'],
    ['upstream_seconds', '"$upstream_response_time"'],
    ['bytes', '"$bytes_sent"'],
    ['agent', '"$http_user_agent"'],
  ];
  const format = `{${fields.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
  return [
    because(
      'Never the query string, which may hold a token. A socket is logged when it closes.',
      directive('log_format', 'websocket', 'escape=json', format),
    ),
    directive('access_log', ACCESS_LOG, 'websocket', 'buffer=64k', 'flush=5s'),
  ];
}
