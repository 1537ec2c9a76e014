import { BROKER_PORT } from './broker';
import { ENGINE_PORT } from './engine';
import { DROP_INVALID_HEADERS, forwardedHeaders, GLOBAL, idleTimeouts, MODE, wildcard } from './load-balancer-habits';
import type { Ingress } from './ingress-in-template';
import type { LocalPorts } from './local-ports';
import { INHERITED } from './processes';

/** A host as HAProxy reaches it. */
export interface HostPlace {
  /** What its stickiness cookie says. */
  readonly name: string;
  /** The network namespace of its nginx and application, when they have one. */
  readonly namespace?: string;
  /** Sockets that lead past the load balancer, for comparing. */
  readonly nginxSocket: string;
  readonly appSocket: string;
}

/** What HAProxy needs to stand in for a load balancer. */
export interface StandIn {
  readonly ingress: Ingress;
  /** The name that clients use. */
  readonly host: string;
  /** Where it listens: the first socket that it inherits. */
  readonly port: number;
  /** Where the listener for plain HTTP is, when that one redirects: the second. */
  readonly redirectPort?: number;
  /** Certificate and key, in one PEM file. */
  readonly certificate?: string;
  /** Where nginx listens. */
  readonly targetPort: number;
  readonly appPort: number;
  readonly hosts: readonly HostPlace[];
  /** Ports of the machine that the application reaches at its own 127.0.0.1. */
  readonly local?: LocalPorts;
  /** Where the engine is through which the hosts share messages. */
  readonly engine?: string;
  /** Where the brokers are to which the hosts relay, and the certificate of their stand-in. */
  readonly broker?: { readonly addresses: readonly string[]; readonly certificate?: string };
  /** The application runs outside already: host and port. */
  readonly outside?: { readonly host: string; readonly port: number };
}

/** HAProxy's configuration in a load balancer's place, from what the template says of that load balancer. */
export function haproxyConfig(standIn: StandIn): string {
  const { ingress, port, targetPort, appPort, hosts, outside, local, engine, broker } = standIn;
  const everywhere = (port: number) => hosts.map((host) => inside(host, port));
  const alpn = ingress.http2 ? 'h2,http/1.1' : 'http/1.1';
  return [
    'global',
    '  maxconn 2000',
    // Else two rehearsals could share a port, and each would get answers of the other's.
    '  noreuseport',
    ...GLOBAL,
    ...(local ? [`  stats socket ${local.statistics} mode 600`] : []),
    '',
    'defaults',
    ...MODE,
    ...idleTimeouts(ingress.idleSeconds),
    '',
    'frontend listener',
    `  bind fd@${INHERITED}${ingress.tls ? ` ssl crt ${standIn.certificate} alpn ${alpn} ssl-min-ver TLSv1.2` : ''}`,
    ...(ingress.dropInvalidHeaders ? DROP_INVALID_HEADERS : []),
    ...forwardedHeaders(ingress.tls ? 'https' : 'http', port),
    ...conditions(ingress),
    '  default_backend target_group',
    '',
    'backend target_group',
    `  option httpchk`,
    `  http-check send meth GET uri ${ingress.health.path} ver HTTP/1.1 hdr Host 127.0.0.1:${targetPort} ` +
      'hdr User-Agent ELB-HealthChecker/2.0 hdr Connection close',
    `  http-check expect status ${ingress.health.matcher}`,
    ...(ingress.stickiness.enabled ? stickiness(ingress) : []),
    ...hosts.map(
      (host) => `  server ${host.name} ${inside(host, targetPort)} cookie ${host.name} check inter 1s fastinter 250ms rise 1 fall 2`,
    ),
    // With every target unhealthy a load balancer routes to all of them.
    ...(hosts.length > 1 ? ['  option allbackups'] : []),
    ...hosts.map((host) => `  server ${host.name}_though_unhealthy ${inside(host, targetPort)} cookie ${host.name} backup`),
    '',
    ...(standIn.redirectPort === undefined ? [] : redirecting(standIn)),
    'defaults',
    '  mode tcp',
    '  timeout connect 10s',
    ...idleTimeouts(ingress.idleSeconds),
    '  retries 0',
    '',
    ...hosts.flatMap((host) => [
      ...passage(`past_load_balancer_to_${host.name}`, [`unix@${host.nginxSocket}`], inside(host, targetPort)),
      ...passage(
        `past_nginx_to_${host.name}`,
        [`unix@${host.appSocket}`],
        outside ? `${outside.host}:${outside.port}` : inside(host, appPort),
      ),
    ]),
    ...(outside && (hosts[0].namespace || outside.port !== appPort)
      ? passage('application', everywhere(appPort), `${outside.host}:${outside.port}`)
      : []),
    ...(local?.ports ?? []).flatMap((port) => passage(`local_${port}`, everywhere(port), `127.0.0.1:${port}`)),
    ...(engine ? passage('engine', everywhere(ENGINE_PORT), engine) : []),
    ...(broker?.addresses ?? []).flatMap((address, index) =>
      toBroker(`broker_${index + 1}`, everywhere(BROKER_PORT + index), address, broker?.certificate),
    ),
  ].join('\n');
}

/** Requests that no rule of the listener's forwards to this host meet whatever else lies behind it. */
function conditions({ conditions: { paths, hosts } }: Ingress): string[] {
  const acl = (name: string, sample: string, patterns: readonly string[]) =>
    patterns.map((pattern) => `  acl ${name} ${sample} -m reg ${wildcard(pattern)}`);
  return [
    ...acl('rule_path', 'path', paths),
    // A host rule means the name; a browser on this machine comes as localhost.
    ...acl('rule_host', 'req.hdr(host),field(1,:)', hosts.length > 0 ? [...hosts, 'localhost', '127.0.0.1'] : []),
    ...(paths.length > 0
      ? [
          '  http-request return status 404 content-type text/plain ' +
            'string "no rule of the listener forwards this path to the host" unless rule_path',
        ]
      : []),
    ...(hosts.length > 0
      ? [
          '  http-request return status 404 content-type text/plain ' +
            'string "no rule of the listener forwards this host name to the host" unless rule_host',
        ]
      : []),
  ];
}

/** AWSALB, and AWSALBCORS for pages of another origin. */
function stickiness({ stickiness: { seconds }, tls }: Ingress): string[] {
  return [
    `  cookie AWSALB insert attr "Max-Age=${seconds}"`,
    ...(tls ? [`  http-response add-header Set-Cookie "AWSALBCORS=%s; Max-Age=${seconds}; Path=/; SameSite=None; Secure"`] : []),
  ];
}

function redirecting({ ingress, port }: StandIn): string[] {
  return [
    'frontend redirect',
    `  bind fd@${INHERITED + 1}`,
    `  http-request redirect code ${ingress.redirect?.status ?? 301} location ` +
      `https://%[req.hdr(host),field(1,:)]:${port}%[capture.req.uri]`,
    '',
  ];
}

/** A way for bytes as they are. */
function passage(name: string, from: readonly string[], to: string): string[] {
  return [`listen ${name}`, ...from.map((each) => `  bind ${each}`), `  server there ${to}`, ''];
}

/** The way to a broker, over TLS for as long as hosts are concerned. Who is away accepts no connection, as on AWS. */
function toBroker(name: string, from: readonly string[], to: string, certificate?: string): string[] {
  const tls = certificate ? ` ssl crt ${certificate} ssl-min-ver TLSv1.2` : '';
  return [
    `listen ${name}`,
    '  timeout client 24h',
    '  timeout server 24h',
    ...from.map((each) => `  bind ${each}${tls}`),
    `  tcp-request connection reject if { nbsrv(${name}) eq 0 }`,
    `  server there ${to} check inter 500ms fall 1 rise 1`,
    '',
  ];
}

/** A port of a host's own 127.0.0.1. */
function inside({ namespace }: HostPlace, port: number): string {
  return `127.0.0.1:${port}${namespace ? ` namespace ${namespace}` : ''}`;
}
