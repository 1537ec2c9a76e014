import { nginxBinary } from '../../nginx/real-nginx';
import { fromNpm, fromPyPi, gateway, httpd } from './software';

/** How a proxy is started with a configuration. */
export interface Started {
  readonly files: Readonly<Record<string, string>>;
  readonly command: (folder: string) => readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a site serves itself. */
const PAGE = { 'index.html': '<!doctype html><title>page</title>' };

/** Every software of the table. */
export const STARTED = {
  nginx: (text: string): Started => ({
    files: { 'nginx.conf': text },
    command: (folder) => [nginxBinary(), '-p', folder, '-e', 'stderr', '-c', 'nginx.conf'],
  }),
  httpd: (text: string): Started => ({
    files: { 'httpd.conf': text, ...PAGE },
    command: (folder) => [httpd(), '-d', folder, '-f', `${folder}/httpd.conf`, '-DFOREGROUND'],
  }),
  caddy: (text: string): Started => ({
    files: { Caddyfile: text, ...PAGE },
    command: () => [fromPyPi('caddy'), 'run', '--config', 'Caddyfile', '--adapter', 'caddyfile'],
    environment: { XDG_DATA_HOME: '.', XDG_CONFIG_HOME: '.' },
  }),
  envoy: (text: string): Started => ({
    files: { 'envoy.yaml': text },
    command: () => [fromPyPi('envoy'), '-c', 'envoy.yaml', '--concurrency', '1', '--disable-hot-restart', '-l', 'error'],
  }),
  haproxy: (text: string): Started => ({
    files: { 'haproxy.cfg': text },
    command: () => ['haproxy', '-q', '-db', '-f', 'haproxy.cfg'],
  }),
  vite: inNode,
  'webpack-dev-server': inNode,
  'http-proxy-middleware': inNode,
  express: inNode,
  'gateway-webflux': (text: string, port: number): Started => inGateway('webflux', text, port),
  'gateway-mvc': (text: string, port: number): Started => inGateway('webmvc', text, port),
} as const;

function inGateway(kind: 'webflux' | 'webmvc', text: string, port: number): Started {
  return {
    files: { 'application.yaml': text },
    command: () => ['java', '-Xmx160m', '-XX:TieredStopAtLevel=1', '-jar', gateway(kind), `--server.port=${port}`],
  };
}

function inNode(text: string): Started {
  return {
    files: { 'proxy.cjs': text, 'page.js': '', ...PAGE },
    command: () => [process.execPath, 'proxy.cjs'],
    environment: { NODE_PATH: `${fromNpm()}/node_modules` },
  };
}
