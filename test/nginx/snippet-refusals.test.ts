import { parseSnippet } from '../../lib/nginx/snippet';
import type { SnippetContext } from '../../lib/nginx/snippet-place';

const elsewhere = 'leave it out, or write it in a location of your own';
const fromSpringBoot = 'would keep the requests of this route from Spring Boot; write it in a location of your own, or a return in an if';
const twice =
  'is set in the context http already, and nginx takes it once; leave it out, or write it with the directives for the context server';
const include =
  'names a file that neither the host nor a rehearsal has; ' +
  'write its directives here (a location of your own may include proxy.conf and stream.conf)';

describe('fails', () => {
  test.each<[SnippetContext, string, string]>([
    [
      'server',
      'add_header A b;\n}\nserver {',
      'line 2, "}": unexpected "}"; end every directive with ";" or give it its own "{" and "}", and close every quote',
    ],
    [
      'server',
      'add_header A "b;',
      'line 1, "add_header A "b;": unexpected end of file, expecting ";" or "}"; ' +
        'end every directive with ";" or give it its own "{" and "}", and close every quote',
    ],
    [
      'server',
      '\nset $a ${Token[TOKEN.7]};',
      'line 2, "set $a ${Token[TOKEN.7]};": the value is known only on AWS; write a value that is known now',
    ],
    [
      'server',
      'set $a "\0";',
      'line 1, "set $a "\0";": a NUL character or half of a surrogate pair cannot be written to a file; write the line without it',
    ],
    ['http', 'include mime.types;', `line 1, "include mime.types;": "include" ${include}`],
    ['http', 'types {\n  include mime.types;\n}', `line 2, "include mime.types;": "include" ${include}`],
    ['http', 'map $uri $x { "include" x; }', `line 1, "map $uri $x { "include" x; }": "include" ${include}`],
    ['location', 'include proxy.conf;', `line 1, "include proxy.conf;": "include" ${include}`],
    [
      'http',
      'load_module a.so;',
      'line 1, "load_module a.so;": "load_module" is not allowed in the context http; ' +
        'leave it out, what stands outside of http is set by the construct',
    ],
    [
      'http',
      'server_name a;',
      'line 1, "server_name a;": "server_name" is not allowed in the context http; leave it out, every listener belongs to the construct',
    ],
    [
      'http',
      'location / {}',
      'line 1, "location / {}": "location" is not allowed in the context http; ' +
        'write it with the directives for the context server or location',
    ],
    ['server', 'listen 80;', 'line 1, "listen 80;": "listen" belongs to the construct, as every listener does; leave it out'],
    [
      'server',
      'map $a $b {}',
      'line 1, "map $a $b {}": "map" is not allowed in the context server; write it with the directives for the context http',
    ],
    [
      'server',
      'location / {\n  upstream a {}\n}',
      'line 2, "upstream a {}": "upstream" is not allowed in the context location; write it in the context http',
    ],
    [
      'http',
      'map $uri $Spring {}',
      'line 1, "map $uri $Spring {}": "map" takes the name "$spring", which the construct uses; choose another name',
    ],
    [
      'server',
      'location / { set $websocket_upgrade x; }',
      'line 1, "location / { set $websocket_upgrade x; ' +
        '}": "set" takes the name "$websocket_upgrade", which the construct uses; choose another name',
    ],
    [
      'server',
      'location =/.well-known/websocket-host/health {}',
      'line 1, "location =/.well-known/websocket-host/health {}": ' +
        '"location" takes /.well-known/websocket-host/health, the load balancer\'s health check, away; choose another path',
    ],
    ['server', 'location /a {}\nlocation ^~/a {}', 'line 2, "location ^~/a {}": "location" repeats the path /a; choose another path'],
    [
      'http',
      'server {}',
      'line 1, "server {}": "server" could answer the requests of the load balancer; ' +
        'give it a loopback address and a port, such as "listen 127.0.0.1:9090;"',
    ],
    ['http', 'client_max_body_size 1m;', `line 1, "client_max_body_size 1m;": "client_max_body_size" ${twice}`],
    [
      'http',
      'proxy_set_header A b;',
      'line 1, "proxy_set_header A b;": "proxy_set_header" has no effect here, ' +
        "because every location of ours sets headers itself; write it with a route's own directives",
    ],
    [
      'server',
      'proxy_http_version 1.0;',
      `line 1, "proxy_http_version 1.0;": "proxy_http_version" is set in every location of ours already; ${elsewhere}`,
    ],
    [
      'server',
      'return 301 /;',
      'line 1, "return 301 /;": "return" would answer every request, ' +
        'sockets and health checks too; write it in a location or an if of your own',
    ],
    [
      'server',
      'keepalive_timeout 5s;',
      'line 1, "keepalive_timeout 5s;": "keepalive_timeout" is above the load balancer\'s idle timeout already; ' +
        'below it, clients would see a 502 now and then; leave it out',
    ],
    [
      'http',
      'set_real_ip_from 0.0.0.0/0;',
      'line 1, "set_real_ip_from 0.0.0.0/0;": "set_real_ip_from" would change whom we take for the client, ' +
        'and only the VPC is believed; leave it out, $remote_addr is the client as the load balancer saw it',
    ],
    [
      'server',
      'real_ip_recursive on;',
      'line 1, "real_ip_recursive on;": "real_ip_recursive" would make one part of the host take another client than the rest; ' +
        'write it with the directives for the context http',
    ],
    [
      'location',
      'proxy_set_header  connection close;',
      'line 1, "proxy_set_header  connection close;": "proxy_set_header" decides about connection, ' +
        'which the construct does already; leave it out, or choose a header name of your own',
    ],
    [
      'location',
      'proxy_read_timeout 5m;',
      'line 1, "proxy_read_timeout 5m;": "proxy_read_timeout" is set for this route already; write the route\'s idleTimeout',
    ],
    [
      'location',
      'proxy_buffering on;',
      'line 1, "proxy_buffering on;": "proxy_buffering" is off for this route already, because nothing may be held back; leave it out',
    ],
    ['location', 'proxy_pass http://a;', `line 1, "proxy_pass http://a;": "proxy_pass" ${fromSpringBoot}`],
    ['location', 'if ($a) { proxy_pass http://a; }', `line 1, "if ($a) { proxy_pass http://a; }": "proxy_pass" ${fromSpringBoot}`],
    ['location', 'return 404;', `line 1, "return 404;": "return" ${fromSpringBoot}`],
    [
      'location',
      'proxy_intercept_errors on;',
      'line 1, "proxy_intercept_errors on;": ' +
        `"proxy_intercept_errors" would change what the client and Spring Boot say to each other; ${elsewhere}`,
    ],
    [
      'location',
      `a "${'x'.repeat(200)}"b;`,
      `line 1, "a "${'x'.repeat(97)}...": unexpected "b"; ` +
        'end every directive with ";" or give it its own "{" and "}", and close every quote',
    ],
  ])('in %s: %j', (context, text, message) => {
    expect(() => parseSnippet(text, context, 'nginx of route /ws')).toThrow(new Error(`nginx of route /ws, ${message}`));
  });
});
