import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** nginx asks the broker before the application has said anything. */
export const ngxStreamEarly: Finding = {
  code: 'NGX-STREAM-EARLY',
  hop: 'nginx',
  title: 'where the broker refuses, some clients hear nothing, neither CONNECTED nor ERROR',
  cause:
    "nginx goes to the broker as soon as it has accepted a connection. Where the broker takes none, Spring's connection ends in the " +
    'moment in which it begins, and Spring now and then misses that end.',
  why: 'The WebSocket of such a client stays open, without heartbeats, and @stomp/stompjs without a connectionTimeout waits for ever.',
  cure: "Set ssl_preread on, which has nginx wait for Spring's CONNECT first",
  symptoms: [{ seen: 'user', text: 'some clients never come back after an outage of the broker, until the page is loaded again' }],
  paste: 'ssl_preread on;\npreread_buffer_size 64;',
  source: ['https://nginx.org/en/docs/stream/ngx_stream_ssl_preread_module.html'],
  explains: ['nginx-config'],
  severity: 'notice',
  matchesStream: (server) =>
    server.isStomp && server.pass && !server.isOn('ssl_preread') ? advice(server.pass, 'ssl_preread is off, its default') : undefined,
};
