import { changed, BLOG, ERROR_PAGE, INHERIT, plus, RATE, SPA, TLS_INSIDE, without, WSS } from './edits';
import { behindCloudFront } from './behind-cloudfront';
import type { Scenario } from './run';

const HTTP10 = 'proxy_http_version 1.0;';
const CROSS = ['--origin', 'https://app.example.com'];
const CLOUDFRONT = 'http-response set-header X-Cache "Error from cloudfront"';

/** One edit of the good chain each, and the one finding that the doctor has to name. */
export const SCENARIOS: readonly Scenario[] = [
  { code: 'PROXY-UPGRADE-MISSING', path: '/sockjs-for-all', edit: BLOG },
  { code: 'PROXY-UPGRADE-MISSING', name: 'on a plain STOMP route', path: '/ws-for-all', edit: without(/Upgrade|Connection/) },
  { code: 'NGX-CONN-ONLY-MISSING', path: '/sockjs', edit: without(/Connection/) },
  {
    code: 'PROXY-HOST-MISSING',
    name: 'nor Upgrade, because the location inherits neither',
    path: '/sockjs',
    edit: INHERIT,
    also: ['PROXY-UPGRADE-MISSING'],
  },
  {
    code: 'NGX-HTTP10',
    path: '/sockjs',
    edit: { location: (good) => good.replace('proxy_http_version 1.1;', HTTP10).replace('proxy_buffering off;', '') },
  },
  {
    code: 'PROXY-BUFFER-STALL',
    path: '/sockjs',
    edit: {
      location: (good) =>
        good
          .replace('proxy_buffering off;', '')
          .replace('gzip off;', 'gzip on; gzip_proxied any; gzip_types application/javascript text/event-stream;'),
    },
  },
  { code: 'PROXY-HOST-MISSING', path: '/sockjs', edit: without(/Host/) },
  { code: 'FWD-PROTO-OVERWRITE', path: '/sockjs', edit: plus('proxy_set_header X-Forwarded-Proto $scheme;') },
  { code: 'FWD-PROTO-OVERWRITE', name: 'on a plain STOMP route', path: '/ws', edit: plus('proxy_set_header X-Forwarded-Proto $scheme;') },
  { code: 'FWD-PORT-OVERWRITE', path: '/sockjs', edit: plus('proxy_set_header X-Forwarded-Port 80;') },
  { code: 'FWD-PROTO-WSS', path: '/sockjs', edit: WSS },
  { code: 'SPR-FWD-STRATEGY-NONE', path: '/sockjs', edit: {}, application: 'other' },
  { code: 'NGX-LOCATION-PREFIX', path: '/sockjs', edit: changed('location ^~ /LOCATION', 'location = /LOCATION') },
  {
    code: 'NGX-LOCATION-PREFIX',
    name: 'only the socket',
    path: '/sockjs',
    edit: changed('location ^~ /LOCATION', 'location ~ ^/sockjs/websocket$'),
  },
  {
    code: 'PROXY-URI-REWRITE',
    path: '/sockjs',
    edit: { location: (good) => good.replace('^~ /LOCATION', '/LOCATION/').replace('http://application;', 'http://application/;') },
  },
  { code: 'CTX-PATH', path: '/sockjs-elsewhere', edit: changed('^~ /LOCATION', '/') },
  { code: 'ROUTE-NOT-FOUND', path: '/nowhere', edit: {}, options: ['--kind', 'sockjs'] },
  { code: 'PROXY-SPA-FALLBACK', path: '/sockjs', edit: SPA },
  {
    code: 'PROXY-CORS-DUP',
    path: '/sockjs-for-all',
    edit: plus('add_header Access-Control-Allow-Origin $http_origin always;'),
    options: CROSS,
  },
  {
    code: 'PROXY-CORS-STAR',
    path: '/sockjs-for-all',
    edit: plus('proxy_hide_header Access-Control-Allow-Origin; add_header Access-Control-Allow-Origin * always;'),
    options: CROSS,
  },
  { code: 'NGX-PREFLIGHT-BLOCK', path: '/sockjs-for-all', edit: plus('limit_except GET POST { deny all; }'), options: CROSS },
  { code: 'PROXY-ERROR-PAGE', path: '/sockjs', edit: ERROR_PAGE },
  { code: 'NGX-LIMITS-RATE', path: '/sockjs', edit: RATE, once: true },
  { code: 'NGX-HEADER-LIMIT', path: '/sockjs', edit: {}, options: ['--header', `Cookie: token=${'x'.repeat(9000)}`] },
  {
    code: 'NGX-413',
    path: '/sockjs-for-all',
    edit: plus('client_max_body_size 1k;'),
    options: ['--sizes'],
    application: 'other',
    also: ['STOMP-MSG-64K'],
  },
  { code: 'NGX-UNDERSCORE', path: '/sockjs-underscore', edit: {}, options: ['--header', 'X_Token: secret'] },
  { code: 'NGX-REFUSES', path: '/sockjs', edit: plus('deny all;') },
  { code: 'UNEXPECTED-ANSWER', path: '/sockjs', edit: plus('return 418;') },
  { code: 'PROXY-CHANGES-ANSWER', path: '/ws', edit: plus('return 418;'), direct: 'application' },
  { code: 'NGX-NOT-ANSWERING', path: '/ws', edit: plus('return 444;'), scheme: 'http', direct: 'application' },
  {
    code: 'SOCKJS-NO-OPEN-FRAME',
    path: '/sockjs-for-all',
    edit: changed(
      'location ^~ /LOCATION',
      'location ~ ^/sockjs-for-all/.*/websocket$ { rewrite ^ /ws-for-all break; proxy_pass http://application; ' +
        'proxy_http_version 1.1; proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; ' +
        'proxy_set_header Connection $connection_upgrade; }\nlocation /LOCATION',
    ),
  },
  { code: 'APP-502', path: '/sockjs', edit: { withoutApplication: true } },
  {
    code: 'APP-502',
    name: 'TLS to a plain port looks the same from outside',
    path: '/sockjs',
    edit: changed('http://application', 'https://application'),
  },
  { code: 'APP-504', path: '/sockjs', edit: changed('proxy_read_timeout 3600s', 'proxy_read_timeout 1s'), alone: 'full' },
  { code: 'TOMCAT-FULL', path: '/sockjs', edit: {}, alone: 'full', options: ['--timeout', '2'] },
  { code: 'NGX-UPSTREAM-SCHEME', path: '/sockjs', edit: {}, editWith: ({ pem }) => TLS_INSIDE(pem('inside.example.com')) },
  { code: 'NGX-SLASH-REDIRECT', path: '/ws', edit: changed('^~ /LOCATION', '/ws/') },
  { code: 'REDIRECT-NOT-FOLLOWED', path: '/ws', edit: plus('return 301 https://www.example.com$request_uri;') },
  {
    code: 'PROXY-IDLE-60',
    path: '/ws',
    edit: changed('proxy_read_timeout 3600s', 'proxy_read_timeout 2s'),
    options: ['--idle-seconds', '4'],
  },
  { code: 'ALB-IDLE-60', path: '/ws', edit: { timeouts: '2s' }, options: ['--idle-seconds', '5'], direct: 'nginx' },
  {
    code: 'ALB-STICKY-MISSING',
    path: '/sockjs-for-all',
    edit: {},
    editWith: ({ applications }) => ({ servers: () => applications.map((port, index) => `server s${index} 127.0.0.1:${port}`) }),
  },
  {
    code: 'BROKER-MULTI-NODE',
    path: '/ws-for-all',
    edit: {},
    editWith: ({ applications }) => ({ servers: () => applications.map((port, index) => `server s${index} 127.0.0.1:${port}`) }),
    options: ['--echo', '/app/echo=/topic/echo'],
  },
  {
    code: 'ALB-STATUS-CODES',
    path: '/sockjs',
    edit: {
      servers: () => [
        'http-error status 503 content-type text/html hdr Server awselb/2.0 string "<h1>503 Service Temporarily Unavailable</h1>"',
        'server none 127.0.0.1:1',
      ],
    },
  },
  { code: 'APP-502', name: 'behind HAProxy alone', path: '/sockjs', edit: { servers: () => ['server none 127.0.0.1:1'] } },
  { code: 'ALB-DEREG', path: '/ws', edit: {}, options: ['--deploy', '4'], during: 'balancer restarts' },
  { code: 'DEPLOY-GAP', path: '/ws', edit: {}, options: ['--deploy', '6'], during: 'balancer is away', once: true },
  {
    code: 'ALB-HEALTH-401-302',
    path: '/sockjs',
    edit: { location: (good) => `${good} location = /health { return 302 /login; }` },
    options: ['--health-path', '/health'],
  },
  {
    code: 'TARGET-UNHEALTHY',
    path: '/sockjs',
    edit: { location: (good) => `${good} location = /health { return 503; }` },
    options: ['--health-path', '/health'],
  },
  {
    code: 'WAF-BLOCK',
    path: '/sockjs',
    edit: {
      balancer: [
        'http-request return status 403 hdr Server awselb/2.0 content-type text/html string "<h1>403 Forbidden</h1>" if { ' +
          'path_end /info } or { path_end /websocket }',
      ],
    },
  },
  {
    code: 'CDN-CLOUDFRONT-HEADERS',
    path: '/sockjs',
    edit: { location: plus('proxy_set_header Sec-WebSocket-Key "";').location, balancer: [CLOUDFRONT] },
  },
  { code: 'HANDSHAKE-KEY-CHANGED', path: '/sockjs', edit: { balancer: ['http-request del-header Sec-WebSocket-Key'] } },
  {
    code: 'CDN-CLOUDFRONT-METHODS',
    path: '/sockjs',
    edit: {
      balancer: [
        'http-request return status 403 hdr Server CloudFront content-type ' +
          'text/html string "Generated by cloudfront (CloudFront)" if METH_POST',
      ],
    },
  },
  { code: 'CDN-CLOUDFRONT-METHODS', name: 'by its distribution', path: '/sockjs', ...behindCloudFront(/allowedMethods:/) },
  { code: 'CDN-CLOUDFRONT-ORIGIN', path: '/sockjs', ...behindCloudFront(/originRequestPolicy:/) },
  {
    code: 'CDN-CLOUDFLARE-WS-OFF',
    path: '/sockjs',
    edit: {
      balancer: [
        'http-request del-header Upgrade',
        'http-request del-header Connection',
        'http-response set-header Server cloudflare',
        'http-response set-header CF-RAY 1',
      ],
    },
  },
  { code: 'SPR-ORIGIN-403', path: '/sockjs-listed', edit: {}, options: ['--origin', 'https://www.app.example.com'] },
  { code: 'SPR-ORIGIN-403', name: 'a page of another origin', path: '/sockjs', edit: {}, options: CROSS },
  { code: 'SPR-ORIGIN-STAR', path: '/sockjs-star', edit: {} },
  { code: 'SPR-CSRF-POST', path: '/sockjs-posts-refused', edit: {} },
  { code: 'SPR-708-IP-BIND', path: '/sockjs', edit: {}, boots: ['4.0.7'] },
  {
    code: 'SPR-709-IP-BIND',
    path: '/sockjs',
    edit: { location: (good) => good.replace('$proxy_add_x_forwarded_for', '$request_id') },
    boots: ['4.1.2'],
    direct: 'application',
  },
  { code: 'CLI-SLOW-HANDSHAKE-DOWNGRADE', path: '/sockjs-slow', edit: {}, alone: 'quiet' },
  { code: 'CLI-ENDPOINT-MISMATCH', path: '/ws', edit: {}, options: ['--kind', 'sockjs'] },
  { code: 'CLI-ENDPOINT-MISMATCH', name: 'the other way round', path: '/sockjs', edit: {}, options: ['--kind', 'stomp'] },
  { code: 'SPR-SUBPROTO', path: '/ws', edit: plus('proxy_set_header Sec-WebSocket-Protocol "";'), options: ['--kind', 'stomp'] },
  { code: 'PROXY-DEFLATE', path: '/sockjs', edit: plus('proxy_hide_header Sec-WebSocket-Extensions;') },
  { code: 'PROXY-DEFLATE', name: 'on a plain STOMP route', path: '/ws', edit: plus('proxy_hide_header Sec-WebSocket-Extensions;') },
  { code: 'CLI-MIXED-CONTENT', path: '/ws-for-all', edit: {}, scheme: 'http', options: CROSS },
  { code: 'SPR-HANDSHAKE-REFUSED', path: '/with-query', edit: {}, options: ['--query', 'token=wrong'] },
  { code: 'STOMP-MSG-1009', path: '/ws', edit: {}, options: ['--sizes'] },
  { code: 'STOMP-MSG-64K', path: '/ws-for-all', edit: {}, options: ['--sizes'], application: 'other' },
  {
    code: 'SSE-BUFFERED',
    path: '/events',
    edit: { location: (good) => good.replace('proxy_http_version 1.1;', HTTP10).replace('proxy_buffering off;', '') },
    options: ['--kind', 'sse'],
    direct: 'application',
  },
  { code: 'TLS-NAME', path: '/sockjs', edit: {}, editWith: ({ pem }) => ({ pem: pem('other.example.com') }) },
  { code: 'TLS-EXPIRED', path: '/sockjs', edit: {}, editWith: ({ pem }) => ({ pem: pem('api.example.com', { days: 0 }) }) },
  { code: 'TLS-CHAIN', path: '/sockjs', edit: {}, editWith: ({ pem }) => ({ pem: pem('api.example.com', { withChain: false }) }) },
  { code: 'TLS-NOT-SPOKEN', path: '/sockjs', edit: {}, connect: 'nginx' },
  { code: 'TLS-HANDSHAKE-FAILED', path: '/sockjs', edit: {}, connect: 'one that hangs up' },
  { code: 'NOT-HTTP', path: '/ws', edit: {}, scheme: 'http', connect: 'ssh' },
  { code: 'NO-ANSWER', path: '/ws', edit: {}, scheme: 'http', connect: 'a mute server', options: ['--timeout', '1'], once: true },
  { code: 'TCP-REFUSED', path: '/sockjs', edit: {}, connect: 'nothing' },
  { code: 'SG-BLOCK', path: '/sockjs', edit: {}, connect: 'silence', options: ['--timeout', '1'] },
  { code: 'TCP-PARTIAL', path: '/sockjs', edit: {}, connect: 'a dead node too' },
  {
    code: 'ALB-TARGETS-IN-TURN',
    path: '/sockjs',
    edit: { servers: (nginx) => ['retries 0', `server one 127.0.0.1:${nginx}`, 'server two 127.0.0.1:1'] },
    once: true,
  },
  { code: 'DNS-AAAA-BROKEN', path: '/sockjs', edit: {}, connect: 'both families' },
  { code: 'DNS-WRONG-TARGET', path: '/sockjs', edit: {}, connect: 'no name', options: ['--timeout', '2'] },
];
