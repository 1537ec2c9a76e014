import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** nginx cuts quiet connections to the broker. */
export const ngxStreamTimeout: Finding = {
  code: 'NGX-STREAM-TIMEOUT',
  hop: 'nginx',
  title: 'nginx cuts connections to the broker over which nothing is sent for a while',
  cause: 'proxy_timeout of a stream is 10 minutes by default, and clients without heartbeats say nothing for longer.',
  why:
    "Their session ends with ERROR and 1002; a time below 10 s cuts the application's own session too, and takes all of it off the " +
    'broker.',
  cure: 'Set proxy_timeout 24h, and proxy_socket_keepalive on, which finds a broker whose machine is gone',
  paste: 'proxy_timeout 24h;\nproxy_socket_keepalive on;',
  source: ['https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_timeout'],
  explains: ['nginx-config'],
  severity: 'notice',
  matchesStream(server) {
    const set = server.setting('proxy_timeout');
    const short = !/^(?:\d+(?:h|d|w|M|y)|[6-9]\dm|\d{3,}m|\d{4,}s?)$/.test(set?.args[0] ?? '10m');
    return server.isStomp && short && server.pass
      ? advice(set ?? server.pass, `proxy_timeout is ${set?.args[0] ?? '10 m, its default'}`)
      : undefined;
  },
};
