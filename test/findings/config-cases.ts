/** Configurations in which a finding stands, and neighbours of them in which it does not. */
export interface ConfigurationCase {
  readonly broken: string;
  readonly healthy: string;
  readonly severity: 'problem' | 'advice';
  readonly route?: string;
  readonly facts?: { readonly loadBalancer?: boolean; readonly idleSeconds?: number; readonly connections?: number };
  /** nginx itself refuses it, so its word is no ground to stand on. */
  readonly invalid?: boolean;
}

const UPGRADE = 'proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection $connection_upgrade;';
const MAP = `map $http_upgrade $connection_upgrade {\n    default upgrade;\n    '' '';\n  }`;
const GOOD = `proxy_pass http://127.0.0.1:8080;\n      proxy_http_version 1.1;\n      ${UPGRADE}\n      proxy_set_header Host $host;\n      proxy_read_timeout 3600s;`;

/** A whole nginx.conf around a location of the path /ws, in which further lines can be put. */
export function conf(inLocation: string, more: { main?: string; events?: string; http?: string; server?: string; location?: string; map?: string; rest?: string } = {}): string {
  return `${more.main ?? 'worker_shutdown_timeout 10m;\nworker_rlimit_nofile 65535;'}
events {
  ${more.events ?? 'worker_connections 8192;'}
}
http {
  ${more.map ?? MAP}
  ${more.http ?? '# nothing more'}
  server {
    listen 127.0.0.1:8199;
    ${more.server ?? 'server_name api.example.com;'}
    location ${more.location ?? '/ws'} {
      ${inLocation}
    }
    ${more.rest ?? ''}
  }
}
`;
}

/** The chain of the documentation, with what a socket wants. */
export const HEALTHY_CONF = conf(GOOD);

const CLEAN = HEALTHY_CONF;
const after = (line: string) => conf(`${GOOD}\n      ${line}`);
const instead = (line: string, other: string) => conf(GOOD.replace(line, other));
const pass = 'proxy_pass http://127.0.0.1:8080;';

/** By code. */
export const CONFIG_CASES: Readonly<Record<string, ConfigurationCase>> = {
  'NGX-UPGRADE-MISSING': { severity: 'problem', broken: conf(`${pass}\n      proxy_set_header X-Real-IP $remote_addr;`), healthy: conf(`${pass}\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection "upgrade";`) },
  'NGX-CONN-ONLY-MISSING': { severity: 'problem', broken: conf(`${pass}\n      proxy_set_header Upgrade $http_upgrade;`), healthy: conf(`${pass}\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection $http_connection;`) },
  'NGX-INHERIT': { severity: 'problem', broken: conf(`${pass}\n      proxy_set_header X-Real-IP $remote_addr;`, { server: UPGRADE }), healthy: conf(pass, { server: UPGRADE }) },
  'NGX-MAP-MISSING': { severity: 'problem', invalid: true, broken: conf(GOOD, { map: '' }), healthy: CLEAN },
  'NGX-MAP-PLACE': { severity: 'problem', invalid: true, broken: conf(GOOD, { map: '', server: MAP }), healthy: CLEAN },
  'NGX-IF-HEADER': { severity: 'problem', invalid: true, broken: conf(`${pass}\n      if ($http_upgrade) {\n        proxy_set_header Upgrade $http_upgrade;\n        proxy_set_header Connection upgrade;\n      }`), healthy: after('if ($http_origin = "") { return 403; }') },
  'NGX-DUP-HEADER': { severity: 'problem', broken: after('proxy_set_header Host api.example.com;'), healthy: after('proxy_set_header X-Host api.example.com;') },
  'NGX-HTTP10': { severity: 'problem', route: 'sockjs', broken: instead('proxy_http_version 1.1;', 'proxy_http_version 1.0;'), healthy: CLEAN },
  'NGX-BUFFER-STALL': { severity: 'problem', route: 'sockjs', broken: after('gzip on;\n      gzip_types text/css application/javascript;'), healthy: after('gzip on;\n      gzip_types text/css;') },
  'SSE-BUFFERED': { severity: 'problem', route: 'sse', broken: conf(`${pass}\n      proxy_http_version 1.0;`), healthy: conf(`${pass}\n      proxy_buffering off;`) },
  'NGX-IDLE-60': { severity: 'problem', broken: instead('3600s', '10s'), healthy: CLEAN },
  'NGX-LOCATION-PREFIX': { severity: 'problem', route: 'sockjs', broken: conf(GOOD, { location: '= /ws' }), healthy: CLEAN },
  'NGX-SPA-FALLBACK': { severity: 'problem', route: 'handler', broken: conf('try_files $uri /index.html;', { location: '/', rest: `location /api { ${pass} }` }), healthy: conf(GOOD, { rest: 'location / { try_files $uri /index.html; }' }) },
  'REDIRECT-NOT-FOLLOWED': { severity: 'problem', route: 'handler', broken: conf(GOOD, { location: '/ws/' }), healthy: CLEAN },
  'NGX-URI-REWRITE': { severity: 'problem', route: 'sockjs', broken: conf(GOOD.replace('8080', '8080/app'), { location: '/ws/' }), healthy: conf(GOOD.replace('8080', '8080/ws/'), { location: '/ws/' }) },
  'NGX-HOST-MISSING': { severity: 'advice', broken: instead('proxy_set_header Host $host;', ''), healthy: CLEAN },
  'FWD-PROTO-OVERWRITE': { severity: 'problem', facts: { loadBalancer: true }, broken: after('proxy_set_header X-Forwarded-Proto $scheme;'), healthy: after('proxy_set_header X-Forwarded-Proto $http_x_forwarded_proto;') },
  'FWD-PORT-OVERWRITE': { severity: 'problem', facts: { loadBalancer: true }, broken: after('proxy_set_header X-Forwarded-Port $server_port;'), healthy: after('proxy_set_header X-Forwarded-Port 443;') },
  'CLI-SUBPROTO': { severity: 'problem', broken: after('proxy_set_header Sec-WebSocket-Protocol "";'), healthy: after('proxy_set_header Sec-WebSocket-Extensions "";') },
  'NGX-MAP-CLOSE-KEEPALIVE': { severity: 'advice', broken: conf(GOOD.replace('127.0.0.1:8080', 'app'), { map: MAP.replace("'' ''", "'' close"), http: 'upstream app { server 127.0.0.1:8080; keepalive 8; }' }), healthy: conf(GOOD.replace('127.0.0.1:8080', 'app'), { http: 'upstream app { server 127.0.0.1:8080; keepalive 8; }' }) },
  'NGX-H2C-UPGRADE': { severity: 'advice', broken: CLEAN, healthy: conf(GOOD.replace('$http_upgrade', '$websocket'), { map: "map $http_upgrade $websocket { ~*^websocket$ websocket; default ''; }\n  map $websocket $connection_upgrade { websocket upgrade; default ''; }" }) },
  'NGX-SERVER-NAME': { severity: 'problem', broken: conf(GOOD, { http: 'server { listen 127.0.0.1:8199; server_name api.example.com; }' }), healthy: conf(GOOD, { http: 'server { listen 127.0.0.1:8199; server_name www.example.com; }' }) },
  'NGX-CORS-DUP': { severity: 'advice', broken: after('add_header Access-Control-Allow-Origin $http_origin;'), healthy: after('add_header X-Frame-Options DENY;') },
  'NGX-CORS-STAR': { severity: 'advice', broken: after('add_header Access-Control-Allow-Origin *;'), healthy: after('add_header X-Frame-Options DENY;') },
  'NGX-PREFLIGHT-BLOCK': { severity: 'advice', broken: after('limit_except GET POST { deny all; }'), healthy: after('limit_except GET POST OPTIONS { deny all; }') },
  'NGX-ERROR-PAGE': { severity: 'advice', broken: after('proxy_intercept_errors on;\n      error_page 400 403 /sorry.html;'), healthy: after('error_page 502 503 /sorry.html;') },
  'NGX-LIMITS-RATE': { severity: 'advice', broken: conf(`${GOOD}\n      limit_req zone=one;`, { http: 'limit_req_zone $binary_remote_addr zone=one:1m rate=5r/s;' }), healthy: conf(`${GOOD}\n      limit_req zone=one;`, { http: 'limit_req_zone $http_x_api_key zone=one:1m rate=5r/s;' }) },
  'NGX-LOCALHOST-V6': { severity: 'advice', broken: instead('127.0.0.1', 'localhost'), healthy: CLEAN },
  'NGX-DNS-STALE': { severity: 'advice', broken: instead('127.0.0.1', 'app.internal'), healthy: CLEAN, invalid: true },
  'NGX-WORKER-CONN': { severity: 'problem', facts: { connections: 5000 }, broken: conf(GOOD, { events: 'worker_connections 1024;' }), healthy: conf(GOOD, { events: 'worker_connections 16384;' }) },
  'NGX-NOFILE': { severity: 'advice', broken: conf(GOOD, { main: 'worker_shutdown_timeout 10m;' }), healthy: CLEAN },
  'NGX-RELOAD-LINGER': { severity: 'advice', broken: conf(GOOD, { main: 'worker_rlimit_nofile 65535;' }), healthy: CLEAN },
  'ALB-IDLE-GT-KEEPALIVE': { severity: 'problem', facts: { idleSeconds: 3600 }, broken: after('keepalive_timeout 65;'), healthy: after('keepalive_timeout 3700s;') },
  'ALB-HEALTH-401-302': { severity: 'advice', broken: conf(GOOD, { server: 'if ($http_x_forwarded_proto != "https") { return 301 https://$host$request_uri; }' }), healthy: conf(GOOD, { server: 'if ($http_x_forwarded_proto = "http") { return 301 https://$host$request_uri; }' }) },
  'TLS-TO-HTTP-UPSTREAM': { severity: 'advice', broken: instead('http://', 'https://'), healthy: CLEAN },
};
