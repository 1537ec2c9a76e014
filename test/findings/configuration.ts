import { existsSync } from 'node:fs';

export const UPGRADE = 'proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection $connection_upgrade;';
export const MAP = `map $http_upgrade $connection_upgrade {\n    default upgrade;\n    '' '';\n  }`;
export const GOOD =
  `proxy_pass http://127.0.0.1:8080;\n      proxy_http_version 1.1;\n      ${UPGRADE}\n` +
  '      proxy_set_header Host $host;\n      proxy_read_timeout 3600s;';

/** A whole nginx.conf around a location of the path /ws, in which further lines can be put. */
export function conf(
  inLocation: string,
  more: { main?: string; events?: string; http?: string; server?: string; location?: string; map?: string; rest?: string } = {},
): string {
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

/** Where this machine has nginx's stream module. */
const MODULE = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules'].map((folder) => `${folder}/ngx_stream_module.so`).find(existsSync);

/** A relay to a STOMP broker beside the chain of the documentation, in which lines can be left out or be others. */
export function relay(change: Readonly<Record<string, string>> = {}, server = '10.0.1.5:61614'): string {
  const lines = {
    proxy_ssl: 'on',
    proxy_ssl_server_name: 'on',
    proxy_ssl_name: 'b-1.mq.example.com',
    proxy_ssl_verify: 'on',
    proxy_ssl_verify_depth: '3',
    proxy_ssl_trusted_certificate: '/etc/ssl/certs/ca-certificates.crt',
    proxy_timeout: '24h',
    ssl_preread: 'on',
    ...change,
  };
  const text = Object.entries(lines).flatMap(([name, value]) => (value === '' ? [] : [`    ${name} ${value};`]));
  const block = [
    '  upstream broker {',
    `    server ${server};`,
    '  }',
    '  server {',
    '    listen 127.0.0.1:61613;',
    '    proxy_pass broker;',
    ...text,
  ];
  return `${MODULE ? `load_module ${MODULE};\n` : ''}${HEALTHY_CONF}stream {\n${block.join('\n')}\n  }\n}\n`;
}

export const CLEAN = HEALTHY_CONF;
export const after = (line: string) => conf(`${GOOD}\n      ${line}`);
export const instead = (line: string, other: string) => conf(GOOD.replace(line, other));
export const pass = 'proxy_pass http://127.0.0.1:8080;';
