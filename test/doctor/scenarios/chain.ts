import { nginxBinary } from '../../nginx/real-nginx';
import { freePort } from '../../free-port';
import { part, type Part } from './parts';

/** The one location that carries sockets rightly. Each failure is one edit of it. */
export const GOOD_LOCATION = `    location ^~ /LOCATION {
      proxy_pass http://application;
      proxy_http_version 1.1;
      proxy_set_header Host $host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_buffering off;
      gzip off;
      proxy_read_timeout 3600s;
      proxy_send_timeout 3600s;
    }`;

const CONF = `daemon off;
pid nginx.pid;
worker_processes 1;
error_log stderr error;
events { worker_connections 512; }
http {
  access_log off;
  default_type text/html;
  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp; scgi_temp_path tmp;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  upstream application { server 127.0.0.1:APPLICATION max_fails=0; }
  server {
    listen 127.0.0.1:LISTEN;
    root .;
LOCATIONS
  }
}
`;

/** How a chain differs from the good one. */
export interface Edit {
  /** Changes the location's text, or the whole file's. */
  readonly location?: (good: string) => string;
  readonly file?: (good: string) => string;
  /** More lines in HAProxy's listener, before and after it has told nginx about the client. */
  readonly balancer?: readonly string[];
  /** More lines for the servers behind it. */
  readonly servers?: (nginx: number) => readonly string[];
  readonly timeouts?: string;
  /** Certificate and key to show instead of the good ones. */
  readonly pem?: string;
  /** Nothing listens where nginx expects the application. */
  readonly withoutApplication?: boolean;
  /** HAProxy goes straight to the application. */
  readonly withoutNginx?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  /** The files of an nginx in front of HAProxy, by the port where it listens and HAProxy's. */
  readonly front?: (listen: number, balancer: number) => Readonly<Record<string, string>>;
}

/** A chain that runs: HAProxy with TLS in the load balancer's place, nginx, and an application of somebody else's. */
export interface RunningChain {
  /** Where HAProxy takes connections. */
  readonly port: number;
  readonly nginx: number;
  /** Ends it with all of its sockets and starts it again at the same port, after a while. */
  restartBalancer(awayMs: number): Promise<void>;
  stop(): Promise<void>;
}

/** nginx.conf with an edit. */
export function nginxConf(edit: Edit, path: string, ports: { listen: number; application: number }): string {
  const location = (edit.location ?? ((good) => good))(GOOD_LOCATION).replace(/\/LOCATION/g, path);
  const file = CONF.replace('LOCATIONS', () => location)
    .replace(/LISTEN/g, `${ports.listen}`)
    .replace(/APPLICATION/g, `${ports.application}`);
  return (edit.file ?? ((good) => good))(file);
}

/** nginx's options for a configuration in a folder of its own. */
const inFolder = (folder: string) => ['-p', folder, '-e', 'stderr', '-c', 'nginx.conf'];

/** Starts nginx with an edit, and HAProxy before it. */
export async function startChain(
  edit: Edit,
  options: { path: string; application: number; pem: string; nginx?: string },
): Promise<RunningChain> {
  const listen = await freePort();
  const application = edit.withoutApplication ? await freePort() : options.application;
  const parts: Part[] = [];
  if (!edit.withoutNginx) {
    const conf = nginxConf(edit, options.path, { listen, application });
    parts.push(
      await part(listen, { 'nginx.conf': conf, ...edit.files }, (folder) => [options.nginx ?? nginxBinary(), ...inFolder(folder)]),
    );
  }
  const port = await freePort();
  const files = {
    'haproxy.cfg': haproxyConf(edit, port, edit.withoutNginx ? application : listen),
    'listener.pem': edit.pem ?? options.pem,
  };
  const balance = () => part(port, files, () => ['haproxy', '-q', '-db', '-f', 'haproxy.cfg']);
  parts.unshift(await balance());
  const outermost = edit.front ? await freePort() : port;
  if (edit.front) {
    parts.push(await part(outermost, edit.front(outermost, port), (folder) => [nginxBinary(), ...inFolder(folder)]));
  }
  return {
    port: outermost,
    nginx: listen,
    restartBalancer: async (awayMs) => {
      await parts.shift()!.stop();
      await new Promise((resolve) => setTimeout(resolve, awayMs));
      parts.unshift(await balance());
    },
    stop: async () => {
      await Promise.all(parts.map((running) => running.stop()));
    },
  };
}

function haproxyConf({ balancer = [], servers, timeouts = '60s' }: Edit, port: number, target: number): string {
  return `global
  maxconn 500
  noreuseport
  h2-workaround-bogus-websocket-clients
  tune.ssl.default-dh-param 2048
defaults
  mode http
  timeout connect 2s
  timeout client ${timeouts}
  timeout server ${timeouts}
frontend listener
  bind 127.0.0.1:${port} ssl crt listener.pem alpn h2,http/1.1
  option forwardfor
  http-request set-header X-Forwarded-Proto https
  http-request set-header X-Forwarded-Port 443
${balancer.map((line) => `  ${line}`).join('\n')}
  default_backend targets
backend targets
${(servers?.(target) ?? ['cookie AWSALB insert', `server one 127.0.0.1:${target} cookie one`]).map((line) => `  ${line}`).join('\n')}
`;
}
