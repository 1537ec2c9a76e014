import fc from 'fast-check';
import { block, directive, type Directive } from '../../lib/nginx/directives';
import { proxyDirectives, routeLocation, streamDirectives } from '../../lib/nginx/locations';
import { parse } from '../../lib/nginx/parse';
import { render } from '../../lib/nginx/render';
import { siteFiles } from '../../lib/nginx/site';
import { size } from '../../lib/nginx/sizing';
import { CONTEXTS, parseSnippet, type SnippetContext } from '../../lib/nginx/snippet';
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
    ['http', 'server { listen 127.0.0.1:8198; listen unix:x; server_name x; keepalive_timeout 5s; location = /.well-known/websocket-host/health { return 204; } }'],
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

const elsewhere = 'leave it out, or write it in a location of your own';
const fromSpringBoot = 'would keep the requests of this route from Spring Boot; write it in a location of your own, or a return in an if';
const twice = 'is set in the context http already, and nginx takes it once; leave it out, or write it with the directives for the context server';
const include = 'names a file that neither the host nor a rehearsal has; write its directives here (a location of your own may include proxy.conf and stream.conf)';

describe('fails', () => {
  test.each<[SnippetContext, string, string]>([
    ['server', 'add_header A b;\n}\nserver {', 'line 2, "}": unexpected "}"; end every directive with ";" or give it its own "{" and "}", and close every quote'],
    ['server', 'add_header A "b;', 'line 1, "add_header A "b;": unexpected end of file, expecting ";" or "}"; end every directive with ";" or give it its own "{" and "}", and close every quote'],
    ['server', '\nset $a ${Token[TOKEN.7]};', 'line 2, "set $a ${Token[TOKEN.7]};": the value is known only on AWS; write a value that is known now'],
    ['server', 'set $a "\0";', 'line 1, "set $a "\0";": a NUL character or half of a surrogate pair cannot be written to a file; write the line without it'],
    ['http', 'include mime.types;', `line 1, "include mime.types;": "include" ${include}`],
    ['http', 'types {\n  include mime.types;\n}', `line 2, "include mime.types;": "include" ${include}`],
    ['http', 'map $uri $x { "include" x; }', `line 1, "map $uri $x { "include" x; }": "include" ${include}`],
    ['location', 'include proxy.conf;', `line 1, "include proxy.conf;": "include" ${include}`],
    ['http', 'load_module a.so;', 'line 1, "load_module a.so;": "load_module" is not allowed in the context http; leave it out, what stands outside of http is set by the construct'],
    ['http', 'server_name a;', 'line 1, "server_name a;": "server_name" is not allowed in the context http; leave it out, every listener belongs to the construct'],
    ['http', 'location / {}', 'line 1, "location / {}": "location" is not allowed in the context http; write it with the directives for the context server or location'],
    ['server', 'listen 80;', 'line 1, "listen 80;": "listen" belongs to the construct, as every listener does; leave it out'],
    ['server', 'map $a $b {}', 'line 1, "map $a $b {}": "map" is not allowed in the context server; write it with the directives for the context http'],
    ['server', 'location / {\n  upstream a {}\n}', 'line 2, "upstream a {}": "upstream" is not allowed in the context location; write it in the context http'],
    ['http', 'map $uri $Spring {}', 'line 1, "map $uri $Spring {}": "map" takes the name "$spring", which the construct uses; choose another name'],
    ['server', 'location / { set $websocket_upgrade x; }', 'line 1, "location / { set $websocket_upgrade x; }": "set" takes the name "$websocket_upgrade", which the construct uses; choose another name'],
    ['server', 'location =/.well-known/websocket-host/health {}', 'line 1, "location =/.well-known/websocket-host/health {}": "location" takes /.well-known/websocket-host/health, the load balancer\'s health check, away; choose another path'],
    ['server', 'location /a {}\nlocation ^~/a {}', 'line 2, "location ^~/a {}": "location" repeats the path /a; choose another path'],
    ['http', 'server {}', 'line 1, "server {}": "server" could answer the requests of the load balancer; give it a loopback address and a port, such as "listen 127.0.0.1:9090;"'],
    ['http', 'client_max_body_size 1m;', `line 1, "client_max_body_size 1m;": "client_max_body_size" ${twice}`],
    ['http', 'proxy_set_header A b;', 'line 1, "proxy_set_header A b;": "proxy_set_header" has no effect here, because every location of ours sets headers itself; write it with a route\'s own directives'],
    ['server', 'proxy_http_version 1.0;', `line 1, "proxy_http_version 1.0;": "proxy_http_version" is set in every location of ours already; ${elsewhere}`],
    ['server', 'return 301 /;', 'line 1, "return 301 /;": "return" would answer every request, sockets and health checks too; write it in a location or an if of your own'],
    ['server', 'keepalive_timeout 5s;', 'line 1, "keepalive_timeout 5s;": "keepalive_timeout" is above the load balancer\'s idle timeout already; below it, clients would see a 502 now and then; leave it out'],
    ['http', 'set_real_ip_from 0.0.0.0/0;', 'line 1, "set_real_ip_from 0.0.0.0/0;": "set_real_ip_from" would change whom we take for the client, and only the VPC is believed; leave it out, $remote_addr is the client as the load balancer saw it'],
    ['location', 'proxy_set_header  connection close;', 'line 1, "proxy_set_header  connection close;": "proxy_set_header" decides about connection, which the construct does already; leave it out, or choose a header name of your own'],
    ['location', 'proxy_read_timeout 5m;', 'line 1, "proxy_read_timeout 5m;": "proxy_read_timeout" is set for this route already; write the route\'s idleTimeout'],
    ['location', 'proxy_buffering on;', 'line 1, "proxy_buffering on;": "proxy_buffering" is off for this route already, because nothing may be held back; leave it out'],
    ['location', 'proxy_pass http://a;', `line 1, "proxy_pass http://a;": "proxy_pass" ${fromSpringBoot}`],
    ['location', 'if ($a) { proxy_pass http://a; }', `line 1, "if ($a) { proxy_pass http://a; }": "proxy_pass" ${fromSpringBoot}`],
    ['location', 'return 404;', `line 1, "return 404;": "return" ${fromSpringBoot}`],
    ['location', 'proxy_intercept_errors on;', `line 1, "proxy_intercept_errors on;": "proxy_intercept_errors" would change what the client and Spring Boot say to each other; ${elsewhere}`],
    ['location', `a "${'x'.repeat(200)}"b;`, `line 1, "a "${'x'.repeat(97)}...": unexpected "b"; end every directive with ";" or give it its own "{" and "}", and close every quote`],
  ])('in %s: %j', (context, text, message) => {
    expect(() => parseSnippet(text, context, 'nginx of route /ws')).toThrow(new Error(`nginx of route /ws, ${message}`));
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
    ...proxyDirectives(2),
    ...streamDirectives(4096),
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
        ...['} ', '}\n', ';\n', ';\n', ' x; ', '"a"', '${', '# }\n', '\\"', '\\}', 'x {', 'location /a {', 'set $a ', 'add_header A "}";', 'if ($a) {', 'map $a $b {', 'deny all;', '\ufeff'],
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
