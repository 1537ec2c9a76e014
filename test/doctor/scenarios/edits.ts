import type { Edit } from './chain';

/** The location without the lines that match. */
export const without = (line: RegExp): Edit => ({
  location: (good) =>
    good
      .split('\n')
      .filter((text) => !line.test(text))
      .join('\n'),
});

/** The location with more lines. */
export const plus = (...lines: readonly string[]): Edit => ({ location: (good) => good.replace(/\}$/, `${lines.join(' ')} }`) });

/** The location, changed by hand. */
export const changed = (from: string | RegExp, to: string): Edit => ({ location: (good) => good.replace(from, to) });

/** What many a blog shows: three headers, and none of the two that a WebSocket needs. */
export const BLOG: Edit = {
  location: () => `location /LOCATION {
    proxy_pass http://application;
    proxy_set_header X-Real-IP $remote_addr;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header Host $http_host;
  }`,
};

/** All of the lines at the server's level, and one of its own in the location, which hides them. */
export const INHERIT: Edit = {
  location: (good) =>
    `${good
      .split('\n')
      .filter((line) => /proxy_set_header/.test(line))
      .join('\n')}\n${without(/proxy_set_header/).location!(good).replace(/\}$/, 'proxy_set_header X-Real-IP $remote_addr; }')}`,
};

/** A static site whose fallback catches the route. */
export const SPA: Edit = {
  location: () => 'location / { try_files $uri /index.html; }',
  files: { 'index.html': '<!doctype html><title>app</title>' },
};

/** nginx answers 400 with a page of its own. */
export const ERROR_PAGE: Edit = {
  location: (good) =>
    `${without(/Upgrade|Connection/).location!(good).replace(/\}$/, 'proxy_intercept_errors on; error_page 400 =200 /oops.html; }')} ` +
    'location = /oops.html { }',
  files: { 'oops.html': 'oops' },
};

/** One request a second, and two more in a burst. */
export const RATE: Edit = {
  location: plus('limit_req zone=z burst=2 nodelay;').location,
  file: (conf) => conf.replace('  server {', '  limit_req_zone $binary_remote_addr zone=z:1m rate=1r/s;\n  server {'),
};

/** A proxy that calls a WebSocket's scheme wss. */
export const WSS: Edit = {
  location: plus('proxy_set_header X-Forwarded-Proto $said;').location,
  file: (conf) =>
    conf.replace('  server {', '  map $http_upgrade $said { default $http_x_forwarded_proto; ~*^websocket$ wss; }\n  server {'),
};

/** nginx expects TLS where the load balancer speaks plain HTTP. */
export const TLS_INSIDE = (pem: string): Edit => ({
  file: (conf) => conf.replace(/(listen 127[^;]+);/, '$1 ssl; ssl_certificate own.pem; ssl_certificate_key own.pem;'),
  files: { 'own.pem': pem },
});

/** Healthy in another way each. */
export const CONSTANT_UPGRADE = changed('$connection_upgrade', '"upgrade"');
export const SAFE_MAP: Edit = {
  location: changed('$http_upgrade', '$websocket_upgrade').location,
  file: (conf) =>
    conf.replace(
      '  map $http_upgrade',
      "  map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default ''; }\n  map $websocket_upgrade",
    ),
};
export const INCLUDED: Edit = {
  location: (good) => good.replace(/(proxy_http_version[^]*?)(\n {4}\})$/, 'include socket.conf;$2'),
  files: {
    'socket.conf':
      'proxy_http_version 1.1;\nproxy_set_header Host $host;\nproxy_set_header Upgrade $http_upgrade;\n' +
      'proxy_set_header Connection $connection_upgrade;\nproxy_buffering off;\n',
  },
};
