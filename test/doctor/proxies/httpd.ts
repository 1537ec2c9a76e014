import type { Ports, ProxyScenario } from './run';

const MODULES = [
  'mpm_event',
  'authz_core',
  'proxy',
  'proxy_http',
  'proxy_wstunnel',
  'rewrite',
  'headers',
  'dir',
  'mime',
  'ssl',
  'socache_shmcb',
];

/** A virtual host with these lines. */
function httpd(lines: string, { listen }: Ports): string {
  return `ServerName api.example.com
PidFile httpd.pid
ErrorLog error.log
Listen 127.0.0.1:${listen}
TypesConfig /dev/null
DocumentRoot .
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
<Directory />
  Require all granted
</Directory>
ProxyPreserveHost On
${lines}
`;
}

const GOOD = (at: Ports) => `ProxyPass / http://127.0.0.1:${at.application}/ upgrade=websocket`;
const PLAIN = (at: Ports) => `ProxyPass / http://127.0.0.1:${at.application}/`;

export const HTTPD: readonly ProxyScenario[] = [
  { software: 'httpd', name: 'as it should be', path: '/sockjs', configuration: (at) => httpd(GOOD(at), at) },
  {
    software: 'httpd',
    name: 'as it should be, with RewriteRule',
    path: '/sockjs',
    configuration: (at) =>
      httpd(
        'RewriteEngine On\nRewriteCond %{HTTP:Upgrade} =websocket [NC]\n' +
          `RewriteRule /(.*) ws://127.0.0.1:${at.application}/$1 [P,L]\n${PLAIN(at)}`,
        at,
      ),
  },
  {
    software: 'httpd',
    name: 'streams in gzip, sent as they come',
    path: '/sockjs',
    configuration: (at) =>
      httpd(`LoadModule deflate_module /usr/lib/apache2/modules/mod_deflate.so\nSetOutputFilter DEFLATE\n${GOOD(at)}`, at),
  },
  {
    software: 'httpd',
    name: 'no upgrade=websocket',
    code: 'PROXY-UPGRADE-MISSING',
    path: '/sockjs',
    configuration: (at, cure = '') => httpd(`${cure}\n${PLAIN(at)}`, at),
  },
  {
    software: 'httpd',
    name: 'the rule of / is the first',
    code: 'PROXY-UPGRADE-MISSING',
    path: '/ws',
    configuration: (at, cure = '') =>
      httpd(`${cure}\n${PLAIN(at)}\nProxyPass /ws http://127.0.0.1:${at.application}/ws upgrade=websocket`, at),
  },
  {
    software: 'httpd',
    name: 'another path behind it',
    code: 'PROXY-URI-REWRITE',
    path: '/sockjs',
    configuration: (at, cure = `ProxyPass /sockjs http://127.0.0.1:${at.application}/ upgrade=websocket`) => httpd(cure, at),
  },
  {
    software: 'httpd',
    name: 'a page for whatever is not there',
    code: 'PROXY-SPA-FALLBACK',
    path: '/sockjs',
    configuration: (at, cure = '') => httpd(`AddType text/html .html\nFallbackResource /index.html\n${cure}`, at),
  },
  {
    software: 'httpd',
    name: 'Host is that of the application, on a port that nobody guesses',
    code: 'SPR-ORIGIN-403',
    path: '/sockjs',
    application: 'other',
    incurable: true,
    configuration: (at) => httpd(`ProxyPreserveHost Off\n${GOOD(at)}`, at),
  },
  {
    software: 'httpd',
    name: 'a short timeout',
    code: 'PROXY-IDLE-60',
    path: '/ws',
    options: ['--idle-seconds', '4'],
    configuration: (at, cure = '') => httpd(`Timeout 2\n${cure}\n${GOOD(at)}`, at),
  },
  {
    software: 'httpd',
    name: 'CORS headers of its own',
    code: 'PROXY-CORS-DUP',
    path: '/sockjs-for-all',
    options: ['--origin', 'http://app.example.com'],
    withoutLines: true,
    configuration: (at, cure = 'Header always set Access-Control-Allow-Origin "http://app.example.com"') =>
      httpd(`${cure}\n${GOOD(at)}`, at),
  },
  {
    software: 'httpd',
    name: 'ends TLS and does not say so',
    code: 'FWD-PROTO-MISSING',
    path: '/sockjs',
    scheme: 'https',
    configuration: (at, cure = '') =>
      httpd(`SSLEngine On\nSSLCertificateFile ${at.pem}\nSSLCertificateKeyFile ${at.pem}\n${cure}\n${GOOD(at)}`, at),
  },
  {
    software: 'httpd',
    name: 'nothing behind it',
    code: 'APP-502',
    path: '/sockjs',
    incurable: true,
    configuration: (at) => httpd('ProxyPass / http://127.0.0.1:1/ upgrade=websocket', at),
  },
];
