import type { Ports, ProxyScenario } from './run';

/** A server with these lines, in the http block and in its location. */
function nginx({ listen, application, pem }: Ports, location: string, { http = '', tls = false } = {}): string {
  const certificate = tls ? `ssl_certificate ${pem}; ssl_certificate_key ${pem};` : '';
  return `daemon off;
pid nginx.pid;
error_log stderr error;
events {}
http {
  access_log off;
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  ${http}
  server {
    listen 127.0.0.1:${listen}${tls ? ' ssl' : ''};
    ${certificate}
    location / {
      proxy_pass http://127.0.0.1:${application};
      proxy_buffering off;
      ${location}
    }
  }
}
`;
}

const HOST = 'proxy_set_header Host $http_host;';
const UPGRADE = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
const PROTO = 'proxy_set_header X-Forwarded-Proto $scheme;';
/** What a finding's lines say of where each part of them goes. */
const IN_THE_LOCATION = '# in the location:';

export const NGINX: readonly ProxyScenario[] = [
  { software: 'nginx', name: 'as it should be', path: '/sockjs', configuration: (at) => nginx(at, `${HOST} ${UPGRADE}`) },
  {
    software: 'nginx',
    name: 'as it should be, with TLS',
    path: '/sockjs',
    scheme: 'https',
    configuration: (at) => nginx(at, `${HOST} ${UPGRADE} ${PROTO}`, { tls: true }),
  },
  {
    software: 'nginx',
    name: 'streams in gzip, sent as they come',
    path: '/sockjs',
    configuration: (at) => nginx(at, `${HOST} ${UPGRADE} gzip on; gzip_types *;`),
  },
  {
    software: 'nginx',
    name: 'no Upgrade',
    code: 'PROXY-UPGRADE-MISSING',
    path: '/sockjs',
    configuration: (at, cure = IN_THE_LOCATION) => {
      const [http, location = ''] = cure.split(IN_THE_LOCATION);
      return nginx(at, `proxy_http_version 1.1; ${HOST}\n${location.replace('proxy_http_version 1.1;', '')}`, { http });
    },
  },
  {
    software: 'nginx',
    name: 'a short timeout',
    code: 'PROXY-IDLE-60',
    path: '/ws',
    options: ['--idle-seconds', '4'],
    configuration: (at, cure = 'proxy_read_timeout 2s;') => nginx(at, `${HOST} ${UPGRADE}\n${cure}`),
  },
  {
    software: 'nginx',
    name: 'ends TLS and does not say so',
    code: 'FWD-PROTO-MISSING',
    path: '/sockjs',
    scheme: 'https',
    ownPort: true,
    configuration: (at, cure = '') => nginx(at, `${HOST} ${UPGRADE}\n${cure}`, { tls: true }),
  },
  {
    software: 'nginx',
    name: '$host, which has no port',
    code: 'FWD-PORT-MISSING',
    path: '/sockjs',
    ownPort: true,
    configuration: (at, cure = 'proxy_set_header Host $host;') => nginx(at, `${UPGRADE}\n${cure}`),
  },
  {
    software: 'nginx',
    name: 'the scheme without the port',
    code: 'FWD-PORT-MISSING',
    path: '/sockjs',
    scheme: 'https',
    ownPort: true,
    configuration: (at, cure = HOST) => nginx(at, `${UPGRADE} ${PROTO}\n${cure}`, { tls: true }),
  },
];
