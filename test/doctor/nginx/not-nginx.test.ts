import { refuseOthers } from '../../../lib/doctor/nginx/not-nginx';
import { CONFIG_CASES } from '../../findings/cases';
import { judge } from './judged';

const HTTPD = '<VirtualHost *:80>\n  ProxyPass /ws ws://127.0.0.1:8080/ws\n</VirtualHost>\n';
const CADDY = 'chat.example.com {\n\treverse_proxy 127.0.0.1:8080\n}\n';
const HAPROXY = 'global\n  daemon\nfrontend web\n  bind :80\n  default_backend app\nbackend app\n  server a 127.0.0.1:8080\n';
const ENVOY = 'static_resources:\n  listeners:\n  - name: web\n';

test.each([
  ['Apache httpd', HTTPD],
  ['Apache httpd', 'RewriteEngine On\nRewriteRule /ws/(.*) ws://127.0.0.1:8080/$1 [P]\n'],
  ['Apache httpd', 'ProxyPass "/ws" "ws://127.0.0.1:8080/ws" upgrade=websocket\n'],
  ['Apache httpd', 'LoadModule proxy_module modules/mod_proxy.so\n'],
  ['Caddy', CADDY],
  ['Caddy', ':80 {\n  handle /ws* {\n    reverse_proxy app:8080\n  }\n}\n'],
  ['Caddy', '{ "apps": { "http": {} } }'.replace('{ "apps"', '{\n  "apps"')],
  ['HAProxy', HAPROXY],
  ['HAProxy', 'backend app\n  server a 127.0.0.1:8080 check\n'],
  ['HAProxy', 'defaults\n  mode http\n'],
  ['Envoy', ENVOY],
  ['Envoy', '{\n  "static_resources": {}\n}\n'],
  ['Kubernetes', 'apiVersion: networking.k8s.io/v1\nkind: Ingress\n'],
  ['Docker Compose', 'services:\n  nginx:\n    image: nginx\n'],
  ['Traefik', 'http:\n  routers:\n    chat:\n      rule: Host(`a`)\n'],
  ['Traefik', '[entryPoints.web]\naddress = ":80"\n'],
])('fails for a configuration of %s, by its name: %j', (software, text) => {
  expect(() => refuseOthers(text, 'given.conf')).toThrow(
    `given.conf is a configuration of ${software}, and --nginx reads nginx's only: ask the running chain instead`,
  );
});

test.each([
  ['Jinja', 'server { listen {{ port }}; }'],
  ['Jinja with a block', '{% if tls %}\nserver { listen 443; }\n{% endif %}'],
  ['Go or Helm', 'server { server_name {{ .Values.host }}; }'],
  ['ERB', 'server { listen <%= @port %>; }'],
])('fails for a template of %s', (_, text) => {
  expect(() => refuseOthers(text, 'given.conf')).toThrow(/^given.conf is a template, it has (\{\{|\{%|<%)/);
});

test.each([
  ...Object.values(CONFIG_CASES).flatMap(({ broken, healthy }) => [broken, healthy]),
  '# <VirtualHost *:80>\nserver { listen 80; }',
  'location /ws { proxy_pass http://backend; }',
  'proxy_set_header Host $host;\nproxy_pass http://app;\n',
  'upstream backend {\n  server app:8080;\n}\n',
  'content_by_lua_block { local t = {{ a }} }',
  "map $http_upgrade $connection_upgrade {\n  default upgrade;\n  '' close;\n}\n",
])('takes what is nginx: %j', (text) => expect(() => refuseOthers(text, 'given.conf')).not.toThrow());

test('a template of envsubst is called one', () => {
  const text =
    'events {} http { server { location /ws { proxy_pass http://a:1; ' +
    'proxy_set_header Upgrade ${DOLLAR}http_upgrade; proxy_set_header Connection "upgrade"; } } }';
  expect(judge({ 'nginx.conf': text }).undetermined).toEqual([
    'nginx.conf:1: what Upgrade ${DOLLAR}http_upgrade gives cannot be told here: this is a template, give what envsubst makes of it',
  ]);
});
