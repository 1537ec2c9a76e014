import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { isAtLeast, SPEAKS_HTTP11 } from '../../nginx/version';
import { advice, passOf, problem } from '../in-configuration';

/** The proxy buffers the event stream. */
export const sseBuffered: Finding = {
  code: 'SSE-BUFFERED',
  hop: 'proxy',
  title: 'the proxy buffers the event stream',
  cause: 'The event stream goes through a proxy that buffers (or speaks HTTP/1.0 to the application, or compresses).',

  why: 'EventSource stays pending; events arrive in bursts or when the stream ends.',
  ...curedBy('Switch off buffering and compression for the event stream', {
    nginx: {
      cure: 'Set `proxy_buffering off; gzip off; proxy_http_version 1.1;` in this location',
      paste: ['proxy_http_version 1.1;', 'proxy_buffering off;', 'gzip off;'].join('\n'),
    },
    'webpack-dev-server': { cure: 'Switch its compression off', paste: 'devServer: { compress: false },' },
  }),
  symptoms: [
    { seen: 'user', text: 'an EventSource stays pending, or its events come all at once' },
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while reading upstream' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering'],
  explains: ['event-stream'],
  refutedBy: ['stream'],
  outside: '--direct <application>',
  onHost: true,
  matches(evidence) {
    const { eventStream, direct, proofStream } = evidence;
    if (proofStream?.failure?.kind === 'timeout') {
      return true; // the agent's own stream does not pass, whatever the application answers strangers
    }
    return (
      eventStream !== undefined && !eventStream.opened && eventStream.failure?.kind === 'timeout' && direct?.eventStream?.opened === true
    );
  },
  matchesConfig({ kind, location, ...route }, { version }) {
    if (kind !== 'sse' || location.passes.length === 0 || location.value('proxy_buffering', 'on') !== 'on') {
      return undefined;
    }
    const types = location.all('gzip_types').flatMap(({ args }) => args);
    const zipped = location.value('gzip', 'off') === 'on' && types.some((type) => type === '*' || type === 'text/event-stream');
    const http = location.value('proxy_http_version', version && isAtLeast(version, SPEAKS_HTTP11) ? '1.1' : '1.0');
    const wants = [
      { setting: 'proxy_http_version', args: '1.1' },
      { setting: 'proxy_buffering', args: 'off' },
      { setting: 'gzip', args: 'off' },
    ];
    const at = location.setting('proxy_buffering') ?? passOf({ kind, location, ...route });
    const detail = `answers are buffered, and ${zipped ? 'gzip is on for them' : `HTTP/${http} is spoken to the application`}`;
    return zipped || http === '1.0' ? problem(at, detail, wants) : advice(at, detail, wants);
  },
};
