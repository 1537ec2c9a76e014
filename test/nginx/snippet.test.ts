import fc from 'fast-check';
import { block, directive, type Directive } from '../../lib/nginx/directives';
import { proxyDirectives, routeLocation, streamDirectives } from '../../lib/nginx/locations';
import { parse } from '../../lib/nginx/parse';
import { render } from '../../lib/nginx/render';
import { siteFiles } from '../../lib/nginx/site';
import { size } from '../../lib/nginx/sizing';
import { parseSnippet } from '../../lib/nginx/snippet';
import { CONTEXTS } from '../../lib/nginx/snippet-contexts';
import type { SnippetContext } from '../../lib/nginx/snippet-place';
import { httpConf, NginxFolder, SYNTAX_ERROR } from './real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());

const contexts: SnippetContext[] = ['http', 'server', 'location'];

/** A complete configuration in which a text stands in one context. */
const inContext: Record<SnippetContext, (text: string) => string> = {
  http: (text) => httpConf(text),
  server: (text) => httpConf(`server { listen 127.0.0.1:8199; ${text}\n}`),
  location: (text) => httpConf(`server { listen 127.0.0.1:8199; location / { ${text}\n} }`),
};

describe('what is allowed, nginx allows too', () => {
  test.each<[SnippetContext, string]>([
    ['http', ''],
    ['http', '# nothing yet\n'],
    ['http', 'limit_req_zone $binary_remote_addr zone=sockets:10m rate=10r/s;'],
    ['http', 'map $http_origin $known { default 0; "~^https://" 1; proxy_pass x; }'],
    ['http', 'upstream metrics { server 127.0.0.1:9090; keepalive 4; }'],
    ['http', 'types { text/plain log; }'],
    [
      'http',
      'server { listen 127.0.0.1:8198; listen unix:x; server_name x; keepalive_timeout 5s; ' +
        'location = /.well-known/websocket-host/health { return 204; } }',
    ],
    ['http', 'proxy_read_timeout 2m;'],
    ['server', 'client_max_body_size 10m;'],
    ['server', 'location = /metrics { deny all; }'],
    ['server', 'location /a {} location = /a {} location ~ /a {} location ~ /a {} location @a { return 404; }'],
    ['server', 'location /reports { include proxy.conf; proxy_read_timeout 5m; add_header Cache-Control no-store; }'],
    ['server', 'location /old { proxy_pass http://127.0.0.1:8081; proxy_set_header Host $host; proxy_http_version 1.1; }'],
    ['server', 'if ($http_x_forwarded_proto = http) { return 301 https://$host$request_uri; }'],
    ['location', 'limit_req zone=a burst=20 nodelay;\nlimit_conn b 100;'],
    ['location', 'proxy_set_header X-Tenant acme;\nadd_header X-Frame-Options DENY;\nallow 10.0.0.0/8; deny all;'],
    ['location', 'if ($http_origin = "") { return 403; }'],
    ['location', 'location ~ \\.map$ { return 404; }'],
  ])('in %s: %j', (context, text) => {
    const directives = parseSnippet(text, context, 'nginx');
    expect(directives).toEqual(parse(text, 'nginx'));
    folder.write('proxy.conf', 'proxy_pass http://127.0.0.1:8080;');
    const conf = inContext[context](render(directives));
    const zones = 'http { limit_req_zone $uri zone=a:1m rate=1r/s; limit_conn_zone $uri zone=b:1m;';
    expect(folder.test(conf.replace('http {', zones))).toEqual({ ok: true, message: '', line: 0 });
  });

  test('or judges it alone, when it is unknown here', () => {
    for (const name of ['third_party', 'constructor', '__proto__']) {
      expect(parseSnippet(`${name} on;`, 'location', 'nginx')).toEqual([{ name, args: ['on'], file: 'nginx', line: 1 }]);
    }
  });
});

test('nginx allows the same directives in the same blocks', () => {
  for (const [name, allowed] of CONTEXTS) {
    const verdicts = contexts.map((context) => [context, folder.test(inContext[context](`${name};`)).message] as const);
    // a build may lack a module
    const known = verdicts.filter(([, message]) => !message.startsWith('unknown directive'));
    expect([name, known.map(([context, message]) => [context, !message.includes('is not allowed here')])]).toEqual([
      name,
      known.map(([context]) => [context, allowed.includes(context)]),
    ]);
  }
});

describe('what the construct sets itself is refused', () => {
  const sizing = size({ connections: 40_000, vcpus: 2, memoryMiB: 8192, messageBytes: 1000, remote: false });
  const site = siteFiles({ routes: [], sizing, remote: false, http: [], server: [] });
  const http = parse(site.nginxConf).find(({ name }) => name === 'http')!.block!;
  const location = [
    ...proxyDirectives(2, true),
    ...streamDirectives(),
    ...routeLocation({ prefix: '/ws', idleSeconds: 60, extra: [] }).block!,
  ];
  // another access_log is written besides ours
  const cases: [SnippetContext, Directive][] = [
    ...http.filter(({ name }) => name !== 'access_log').map((d): [SnippetContext, Directive] => ['http', d]),
    ...location.map((d): [SnippetContext, Directive] => ['location', d]),
  ];

  test.each(cases.map(([context, d]) => [context, d.name, d.args.join(' '), d] as const))('in %s: %s %s', (context, _, __, d) => {
    expect(() => parseSnippet(render([{ ...d, why: undefined }]), context, 'nginx')).toThrow(/^nginx, line 1,/);
  });
});

describe('whatever the text is', () => {
  const text = fc
    .array(
      fc.constantFrom(
        ...' \t\n"\'\\;#$){}ab'.split(''),
        ...[
          '} ',
          '}\n',
          ';\n',
          ';\n',
          ' x; ',
          '"a"',
          '${',
          '# }\n',
          '\\"',
          '\\}',
          'x {',
          'location /a {',
          'set $a ',
          'add_header A "}";',
          'if ($a) {',
          'map $a $b {',
          'deny all;',
          '\ufeff',
        ],
      ),
      { maxLength: 25 },
    )
    .map((parts) => parts.join(''));

  const read = (some: string, context: SnippetContext): Directive[] | undefined => {
    try {
      return parseSnippet(some, context, 'nginx');
    } catch (error) {
      expect((error as Error).message).toMatch(/^nginx, line \d+/);
      return undefined;
    }
  };
  const around = (context: SnippetContext, inner: readonly Directive[]): Directive[] => [
    block(context, [], [directive('before', '1'), ...inner, directive('after', '2')]),
    directive('outside', '3'),
  ];
  const bare = (level: readonly Directive[]): object[] => level.map(({ name, args, block: b }) => ({ name, args, block: b && bare(b) }));

  test('it cannot leave its block', () => {
    const property = fc.property(text, fc.constantFrom(...contexts), (some, context) => {
      const level = around(context, read(some, context) ?? []);
      expect(bare(parse(render(level)))).toEqual(bare(level));
    });
    fc.assert(property, { numRuns: 5000 });
  });

  test('nginx reads all of it', () => {
    const accepted: Directive[][] = [];
    const property = fc.property(text, fc.constantFrom(...contexts), (some, context) => {
      const level = read(some, context);
      if (level?.length) accepted.push(level);
    });
    fc.assert(property, { numRuns: 5000 });
    // a types block takes whatever words there are, but no blocks
    const plain = accepted.flat().filter((d) => !d.block);
    expect(plain.length).toBeGreaterThan(200);
    expect(folder.test(httpConf(render([block('types', [], plain)])))).toEqual({ ok: true, message: '', line: 0 });
    for (const level of accepted.filter((some) => some.some((d) => d.block)).slice(0, 50)) {
      expect(folder.test(httpConf(render([block('server', [], level)]))).message).not.toMatch(SYNTAX_ERROR);
    }
  });
});
