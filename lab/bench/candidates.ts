import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { size } from '../../lib/nginx/sizing';
import { type SiteFiles, siteFiles } from '../../lib/nginx/site';
import { Route } from '../../lib/spring/route';
import { STREAM_MODULE } from './prerequisites';

/** Where the parts are, all on this machine's loopback. */
export const PORTS = { proxy: 8000, application: 8080 } as const;

/** A proxy in front of the echo, or of an application of its own. */
export interface Candidate {
  readonly name: string;
  /** Writes its configuration into the folder and says how it is started. */
  prepare(folder: string, echo: string): readonly string[] | Promise<readonly string[]>;
  /** What answers instead of the echo, and listens on the application's port. */
  readonly application?: (folder: string) => Promise<Program>;
  /** Where STOMP itself is spoken to. */
  readonly stomp?: { readonly port: number; readonly tls: boolean };
  /** Where subscribers connect, as many to each; the application alone where nothing else is said. */
  readonly subscribers?: readonly number[];
  /** How many of them, where the row does not say it. */
  readonly sockets?: number;
}

/** How a program is started. */
export interface Program {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** A socket that comes a moment after its port. */
  readonly socket?: string;
}

const NGINX = ['nginx', '-e', 'stderr'];

export function nginx(folder: string, conf: string): readonly string[] {
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, conf);
  return [...NGINX, '-p', folder, '-c', file];
}

/** What Debian's package installs, with room for the connections of the bench; its own 768 end before. */
function debian(servers: string, workers: number): string {
  return `user root;
worker_processes ${workers};
daemon off;
pid nginx.pid;
error_log stderr;
events { worker_connections 20000; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  default_type application/octet-stream;
  access_log access.log;
  gzip on;
  ${servers}
}
`;
}

/** The lines that nginx's own page on WebSocket proxying gives, and the usual headers. */
export function stock(workers = 1): string {
  return debian(
    `map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  server {
    listen ${PORTS.proxy};
    location / {
      proxy_pass http://127.0.0.1:${PORTS.application};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Real-IP $remote_addr;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_read_timeout 3600s;
      proxy_send_timeout 3600s;
    }
  }`,
    workers,
  );
}

const STOCK: Candidate = { name: 'stock', prepare: (folder) => nginx(folder, stock()) };

const STREAM: Candidate = {
  name: 'nginx stream',
  prepare: (folder) =>
    nginx(
      folder,
      `load_module ${STREAM_MODULE};
user root;
worker_processes 1;
daemon off;
pid nginx.pid;
events { worker_connections 20000; }
stream { server { listen ${PORTS.proxy}; proxy_pass 127.0.0.1:${PORTS.application}; proxy_timeout 1h; } }
`,
    ),
};

interface Variant {
  /** Other buffers than the host's. */
  readonly bufferKiB?: number;
  /** The application listens on a Unix socket. */
  readonly socket?: boolean;
}

/** The host's own files, with one worker, as every candidate has here. */
function ours(name: string, { bufferKiB, socket = false }: Variant = {}): Candidate {
  return {
    name,
    prepare: (folder, echo) => {
      const route = Route.sockJs('/ws');
      const files = siteFiles({
        routes: [route._render().location],
        sizing: size({ memoryMiB: 8192, vcpus: 1, connections: 9000, messageBytes: 1024, remote: false }),
        remote: false,
        http: [],
        server: [],
      });
      const upstream = `server 127.0.0.1:${PORTS.application} max_fails=0;`;
      if (!files.nginxConf.includes(upstream)) throw new Error(`the rendered upstream is not ${upstream}`);
      return layDown(folder, {
        ...files,
        streamConf: bufferKiB ? files.streamConf.replaceAll(/\b16k/g, `${bufferKiB}k`) : files.streamConf,
        nginxConf: socket ? files.nginxConf.replace(upstream, `server unix:${echo} max_fails=0;`) : files.nginxConf,
      });
    },
  };
}

/** The host's files below a folder, and how nginx is started on them. */
export function layDown(folder: string, files: SiteFiles): readonly string[] {
  for (const part of ['run/websocket-nginx', 'var/log/websocket-nginx', 'var/cache/websocket-nginx']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  writeFileSync(join(folder, 'vpc-ranges.conf'), 'set_real_ip_from 127.0.0.0/8;\n');
  writeFileSync(join(folder, 'proxy.conf'), files.proxyConf);
  writeFileSync(join(folder, 'stream.conf'), files.streamConf);
  return nginx(folder, `user root;\n${files.nginxConf}`);
}

function haproxy(name: string, address: (echo: string) => string): Candidate {
  return {
    name,
    prepare: (folder, echo) => {
      const file = join(folder, 'haproxy.cfg');
      writeFileSync(
        file,
        `global
  maxconn 9500
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout client 1h
  timeout server 1h
  timeout tunnel 1h
frontend front
  bind 127.0.0.1:${PORTS.proxy}
  option forwardfor
  default_backend application
backend application
  server one ${address(echo)}
`,
      );
      return ['haproxy', '-db', '-f', file];
    },
  };
}

/** The buffers of a socket's location that are compared, the host's own first. */
export const BUFFERS_KIB = [16, 8, 4, 2] as const;

/** All that are compared; the ratios are to the stock one. */
export const CANDIDATES: readonly Candidate[] = [
  STOCK,
  ours('ours tcp'),
  ours('ours unix', { socket: true }),
  ...BUFFERS_KIB.map((bufferKiB) => ours(`${bufferKiB}k buffers`, { bufferKiB })),
  haproxy('haproxy tcp', () => `127.0.0.1:${PORTS.application}`),
  haproxy('haproxy unix', (echo) => `unix@${echo}`),
  STREAM,
];
