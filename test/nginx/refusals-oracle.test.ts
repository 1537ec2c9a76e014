import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';
import { refusals } from '../../lib/nginx/refusals';
import { CONTEXTS } from '../../lib/nginx/snippet-contexts';
import { httpConf, NginxFolder } from './real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());

const ours = (text: string, isWhole = false) =>
  refusals(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]), isWhole))).map(({ message }) => message);

const AROUND: Record<string, (line: string) => string> = {
  main: (line) => `${line} ${httpConf('')}`,
  http: httpConf,
  server: (line) => httpConf(`server { ${line} }`),
  location: (line) => httpConf(`server { location / { ${line} } }`),
  'if in server': (line) => httpConf(`server { if ($arg_a) { ${line} } }`),
  'if in location': (line) => httpConf(`server { location / { if ($arg_a) { ${line} } } }`),
  limit_except: (line) => httpConf(`server { location / { limit_except GET { ${line} } } }`),
};
/** Those of another block, and those that an nginx may be built without. */
const OF_OTHERS = /^(worker_connections|multi_accept|accept_mutex|accept_mutex_delay|debug_connection|mail|stream)$/;
const ANYWHERE =
  'proxy_set_header proxy_redirect proxy_read_timeout proxy_buffering fastcgi_param add_header root index gzip gzip_types error_page ' +
  'client_max_body_size client_body_timeout sendfile default_type types access_log keepalive_timeout';
const NAMES = [...CONTEXTS.keys(), ...ANYWHERE.split(' ')].filter((name) => !OF_OTHERS.test(name));

describe.each(Object.entries(AROUND))('in %s', (context, around) => {
  test('nginx and we refuse the same directives', () => {
    const names = NAMES.filter((name) => !(context === 'main' && /^(http|events)$/.test(name)));
    const refuses = names.filter((name) => /is not allowed here/.test(folder.test(around(`${name};`)).message));
    expect(names.filter((name) => ours(around(`${name};`)).some((each) => each.endsWith('is not allowed here')))).toEqual(refuses);
    expect(refuses.length).toBeGreaterThan(0);
  });
});

const P = 'proxy_pass http://127.0.0.1:1;';
test.each([
  ['location / {}', '"location" directive is not allowed here'],
  [`server { location / { ${P} ${P} } }`, '"proxy_pass" directive is duplicate'],
  ['server { location / { proxy_http_version 1.1; proxy_http_version 1.1; } }', '"proxy_http_version" directive is duplicate'],
  ['server { proxy_read_timeout 1s; proxy_read_timeout 2s; }', '"proxy_read_timeout" directive is duplicate'],
  ['server { location /ws {} location /ws {} }', 'duplicate location "/ws"'],
  ['server { location /ws {} location ^~ /ws {} }', 'duplicate location "/ws"'],
  ['server { location = /ws {} location = /ws {} }', 'duplicate location "/ws"'],
  ['server { location / { location /ws {} location /ws {} } }', 'duplicate location "/ws"'],
  ['upstream a { server 127.0.0.1:1; } upstream a { server 127.0.0.1:1; }', 'duplicate upstream "a"'],
  ['server { listen 8199; listen 0.0.0.0:8199; }', 'a duplicate listen 0.0.0.0:8199'],
  ['server { listen 8199 default_server; } server { listen *:8199 default_server; }', 'a duplicate default server for 0.0.0.0:8199'],
  ['server { listen 8199 reuseport; } server { listen 8199 reuseport; }', 'duplicate listen options for 0.0.0.0:8199'],
  ['server { listen [::]:8199 ipv6only=off; } server { listen [::]:8199 ipv6only=on; }', 'duplicate listen options for [::]:8199'],
  ['server { listen 8199 backlog=5; } server { listen 8199 backlog=5; }', 'duplicate listen options for 0.0.0.0:8199'],
])('%s: %s', (http, message) => {
  const conf = httpConf(http);
  expect(folder.test(conf).message).toBe(message);
  expect(ours(conf)).toEqual([message]);
});

test('QUIC beside TLS on one port, which this nginx may not know', () => {
  const both = 'listen 443 quic reuseport; listen 443 ssl; listen [::]:443 quic reuseport; listen [::]:443 ssl;';
  expect(ours(httpConf(`server { ${both} } server { ${both.replaceAll(' reuseport', '')} }`))).toEqual([]);
});

test('blocks of other modules have rules of their own', () => {
  const stream = 'stream { server { listen 1; proxy_pass a:1; } } rtmp { server { listen 1935; application live { proxy_pass a; } } }';
  expect(ours(`events {} ${stream} http { js_block { location / {} } }`)).toEqual([]);
});

test.each(
  [
    ['proxy_buffering on', 'proxy_buffer_size 8k', 'proxy_buffers 8 8k', 'proxy_send_timeout 1s', 'proxy_connect_timeout 1s'],
    ['proxy_request_buffering on', 'root /srv', 'alias /srv', 'try_files a b', 'client_max_body_size 1m', 'keepalive_timeout 1s'],
    ['send_timeout 1s', 'gzip on', 'tcp_nodelay on'],
  ].flat(),
)('%s twice', (line) => {
  const conf = httpConf(`server { location / { ${line}; ${line}; } }`);
  const message = `"${line.split(' ')[0]}" directive is duplicate`;
  expect(folder.test(conf).message.replace(/,.*/, '')).toBe(message);
  expect(ours(conf)).toEqual([message]);
});

test.each([
  `server { location /ws {} location = /ws {} location ~ /ws {} location ~ /ws {} } server { location /ws {} }`,
  'server { listen 8199 default_server; listen 8198; } server { listen 8199; listen 8198 default_server; }',
  'server { listen 8199 reuseport; } server { listen 8199; } server { listen 127.0.0.1:8199 backlog=7; }',
  'server { listen 8199; listen [::]:8199; listen 127.0.0.1:8199; }',
  `server { location / { ${P} if ($arg_a) { ${P} } limit_except GET { ${P} } proxy_set_header A b; proxy_set_header A b; } }`,
  'server { rewrite ^/a /b; set $a b; if ($a) { return 204; } location / { if ($a) { set $b c; break; } } }',
  'map $uri $a { location /; server b; } upstream u { server 127.0.0.1:1; keepalive 4; } types { listen a; }',
])('both take %s', (http) => {
  const conf = httpConf(http);
  expect(folder.test(conf).message).toBe('');
  expect(ours(conf)).toEqual([]);
});

test('a file that is not there is one where all files are', () => {
  const conf = httpConf('include none.conf; include none/*.conf;');
  const { message } = folder.test(conf);
  expect(message).toBe(`open() "${folder.path}/none.conf" failed (2: No such file or directory)`);
  expect(ours(conf, true)).toEqual([message.replace(`${folder.path}/`, '')]);
  expect(ours(conf)).toEqual([]);
});

test.each([
  ['lines of a location', `location /ws { ${P} } ${P}`, []],
  ['lines of a server', 'if ($a) { return 204; } set $b c; rewrite ^ /;', []],
  ['lines of http with one of a server', 'server { listen 80; } location / {}', ['"location" directive is not allowed here']],
  ['what stands inside of lines of a server', 'location / { server_name a; }', ['"server_name" directive is not allowed here']],
])('a part: %s', (_, text, messages) => expect(ours(text)).toEqual(messages));
