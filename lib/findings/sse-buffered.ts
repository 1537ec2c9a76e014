import type { Finding } from './finding';

/** Nginx holds the event stream back. */
export const sseBuffered: Finding = {
  code: 'SSE-BUFFERED',
  hop: 'nginx',
  title: 'nginx holds the event stream back',
  cause: 'The events pass a location that buffers (or speaks HTTP/1.0, or gzips) instead of one made for streams.',
  why: 'EventSource stays pending; events come in bursts or when the stream ends.',
  cure: 'Set `proxy_buffering off; gzip off; proxy_http_version 1.1;` in this location',
  paste: [
    'proxy_http_version 1.1;',
    'proxy_buffering off;',
    'gzip off;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering'],
  explains: ['event-stream'],
  onHost: true,
  matches(evidence) {
    const { eventStream, direct, proofStream } = evidence;
    if (proofStream?.failure?.kind === 'timeout') {
      return true; // the agent's own stream does not pass, whatever the application answers strangers
    }
    return eventStream !== undefined && !eventStream.opened && eventStream.failure?.kind === 'timeout' && direct?.eventStream?.opened === true;
  },
};
