import { AGENT_PORT, APP_SOCKET, NGINX_PORT, PROOF_PORT, SPRING_BOOT_PORT } from '../chain/conventions';
import { NGINX_KEEPALIVE_SECONDS } from '../chain/timeouts';
import { because, block, directive, type Directive } from './directives';
import { accessLog, healthLocation, proxyDirectives, restLocation, routeLocation, streamDirectives, type RouteLocation } from './locations';
import { relayBlock, relayModule, type Relay } from './relay';
import { render } from './render';
import type { Sizing } from './sizing';

/** What a host's nginx is made from. */
export interface Site {
  readonly routes: readonly RouteLocation[];
  readonly sizing: Sizing;
  /** Spring Boot is on another machine: its address comes from an include that the agent writes. */
  readonly remote: boolean;
  /** Spring Boot listens on a Unix socket too; `unknown` is what the agent sees in the jar, and writes into an include. */
  readonly unixSocket?: boolean | 'unknown';
  /** The consumer's own directives for the http block. */
  readonly http: readonly Directive[];
  /** The consumer's own directives for the server block; a location of theirs replaces ours of the same path. */
  readonly server: readonly Directive[];
  /** Spring's broker relay goes through nginx. */
  readonly relay?: Pick<Relay, 'tls'>;
}

/** The host's nginx files by name, all in one folder. */
export interface SiteFiles {
  readonly nginxConf: string;
  readonly proxyConf: string;
  readonly streamConf: string;
}

/** Prints the complete configuration. */
export function siteFiles(site: Site): SiteFiles {
  return {
    nginxConf: render(mainDirectives(site)),
    proxyConf: render(proxyDirectives(site.sizing.sources, Boolean(site.unixSocket))),
    streamConf: render(streamDirectives()),
  };
}

function mainDirectives(site: Site): Directive[] {
  const { sizing, relay } = site;
  return [
    ...(relay ? [relayModule()] : []),
    because('systemd watches nginx; paths are relative to the prefix that it gives.', directive('daemon', 'off')),
    directive('pid', 'run/websocket-nginx/nginx.pid'),
    directive('worker_processes', `${sizing.workers}`),
    because('Without it every reload leaves a worker behind, as long as its sockets live.', directive('worker_shutdown_timeout', '10m')),
    because('At "info" each socket that ends would be a line: the access log has them.', directive('error_log', 'stderr', 'notice')),
    block(
      'events',
      [],
      [
        because(
          relay
            ? 'A proxied socket takes two, its way to the broker two more, and nginx sheds load from 15/16 on.'
            : 'A proxied socket takes two, and nginx sheds load from 15/16 on.',
          directive('worker_connections', `${sizing.workerConnections}`),
        ),
      ],
    ),
    block('http', [], [...httpDirectives(site), ...site.http, serverBlock(site)]),
    ...(relay ? [relayBlock({ tls: relay.tls, backlog: sizing.backlog })] : []),
  ];
}

function httpDirectives(site: Site): Directive[] {
  return [
    directive('server_tokens', 'off'),
    ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) =>
      directive(`${kind}_temp_path`, `var/cache/websocket-nginx/${kind}`),
    ),
    ...accessLog(),
    because('Only WebSocket may upgrade; h2c would pass these locations by.', upgradeMap()),
    because(
      'Empty, not "close": other connections to Spring Boot are kept alive.',
      block('map', ['$websocket_upgrade', '$websocket_connection'], [directive('websocket', 'upgrade'), directive('default', '')]),
    ),
    because(
      "The proof listener leads the same locations to the agent's echo.",
      block('map', ['$server_port', '$spring'], [directive(`${PROOF_PORT}`, 'agent'), directive('default', 'spring_boot')]),
    ),
    ...sourceAddresses(site.sizing.sources),
    block('upstream', ['spring_boot'], [...springBootServers(site), directive('keepalive', '64')]),
    block('upstream', ['agent'], [directive('server', `127.0.0.1:${AGENT_PORT}`, 'max_fails=0')]),
    because("The client is whom the load balancer, or the host's own gate, names last.", directive('include', 'vpc-ranges.conf')),
    directive('set_real_ip_from', '127.0.0.1'),
    directive('real_ip_header', 'X-Forwarded-For'),
    because('Spring judges the size of a body, and a thread waits for it.', directive('client_max_body_size', '0')),
    directive('client_body_timeout', '20s'),
    because('As much as the load balancer lets through: 16 kB a header.', directive('large_client_header_buffers', '4', '16k')),
    directive('request_pool_size', '1k'),
    directive('connection_pool_size', '512'),
    because(
      "Above any load balancer's idle timeout (4000 s): closing first would mean 502.",
      directive('keepalive_timeout', `${NGINX_KEEPALIVE_SECONDS}s`),
    ),
    directive('keepalive_requests', '10000'),
    directive('absolute_redirect', 'off'),
  ];
}

function springBootServers({ remote, unixSocket }: Site): Directive[] {
  const port = ['server', `127.0.0.1:${SPRING_BOOT_PORT}`, 'max_fails=0'] as const;
  if (unixSocket === true) {
    return [because('The port while nothing listens there.', directive('server', `unix:${APP_SOCKET}`)), directive(...port, 'backup')];
  }
  return [remote || unixSocket === 'unknown' ? directive('include', 'spring-boot-address.conf') : directive(...port)];
}

function upgradeMap(): Directive {
  return block('map', ['$http_upgrade', '$websocket_upgrade'], [directive('~*^websocket$', 'websocket'), directive('default', '')]);
}

function sourceAddresses(sources: number): Directive[] {
  if (sources < 2) {
    return [];
  }
  const share = (100 / sources).toFixed(2);
  const addresses = Array.from({ length: sources }, (_, index) => `127.0.64.${index + 1}`);
  return [
    because(
      'Source addresses towards Spring Boot, one a connection.',
      block(
        'split_clients',
        ['$connection', '$spring_source'],
        addresses.map((address, index) => directive(index === sources - 1 ? '*' : `${share}%`, address)),
      ),
    ),
  ];
}

function serverBlock(site: Site): Directive {
  const ours = [
    ...site.routes.map(routeLocation),
    ...(site.routes.some(({ prefix }) => prefix === '/') ? [] : [restLocation()]),
    healthLocation(),
  ];
  const theirs = site.server.filter(({ name }) => name === 'location').map(({ args }) => place(args));
  return block(
    'server',
    [],
    [
      directive('listen', `${NGINX_PORT}`, 'reuseport', `backlog=${site.sizing.backlog}`, 'so_keepalive=60s:15s:4'),
      directive('listen', `127.0.0.1:${PROOF_PORT}`),
      directive('server_name', '_'),
      ...site.server,
      ...ours.filter(({ args }) => !theirs.includes(place(args))),
    ],
  );
}

/** What nginx tells locations apart by: exact ones, regular expressions and prefixes (with or without `^~`) are three kinds. */
function place(args: readonly string[]): string {
  const [, modifier = '', path] = /^(=|~\*|~|\^~)?(.*)$/s.exec(args.join(''))!;
  return `${modifier === '^~' ? '' : modifier} ${path}`;
}
