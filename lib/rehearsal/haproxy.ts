import { DROP_INVALID_HEADERS, forwardedHeaders, GLOBAL, idleTimeouts, MODE, wildcard } from './load-balancer-habits';
import type { Ingress } from './ingress-in-template';

/** What HAProxy needs to stand in for a load balancer. */
export interface StandIn {
  readonly ingress: Ingress;
  /** The name that clients use. */
  readonly host: string;
  /** Where it listens. */
  readonly port: number;
  /** Where the listener for plain HTTP is, when that one redirects. */
  readonly redirectPort?: number;
  /** Certificate and key, in one PEM file. */
  readonly certificate?: string;
  /** Where nginx listens. */
  readonly targetPort: number;
  readonly appPort: number;
  /** The network namespace of nginx and the application, when they have one. */
  readonly namespace?: string;
  /** Sockets that lead past the load balancer, for comparing. */
  readonly nginxSocket: string;
  readonly appSocket: string;
  /** The application runs outside already: host and port. */
  readonly outside?: { readonly host: string; readonly port: number };
}

/** HAProxy's configuration in a load balancer's place, from what the template says of that load balancer. */
export function haproxyConfig(standIn: StandIn): string {
  const { ingress, port, targetPort, appPort, nginxSocket, appSocket, outside } = standIn;
  const at = standIn.namespace ? ` namespace ${standIn.namespace}` : '';
  return [
    'global',
    '  maxconn 2000',
    // Else two rehearsals could share a port, and each would get answers of the other's.
    '  noreuseport',
    ...GLOBAL,
    '',
    'defaults',
    ...MODE,
    ...idleTimeouts(ingress.idleSeconds),
    '',
    'frontend listener',
    `  bind 127.0.0.1:${port}${ingress.tls ? ` ssl crt ${standIn.certificate} alpn ${ingress.http2 ? 'h2,http/1.1' : 'http/1.1'} ssl-min-ver TLSv1.2` : ''}`,
    ...(ingress.dropInvalidHeaders ? DROP_INVALID_HEADERS : []),
    ...forwardedHeaders(ingress.tls ? 'https' : 'http', port),
    ...conditions(ingress),
    '  default_backend target_group',
    '',
    'backend target_group',
    `  option httpchk`,
    `  http-check send meth GET uri ${ingress.health.path} ver HTTP/1.1 hdr Host 127.0.0.1:${targetPort} hdr User-Agent ELB-HealthChecker/2.0 hdr Connection close`,
    `  http-check expect status ${ingress.health.matcher}`,
    ...(ingress.stickiness.enabled ? stickiness(ingress) : []),
    `  server host 127.0.0.1:${targetPort}${at} cookie host check inter 1s fastinter 250ms rise 1 fall 2`,
    // With every target unhealthy a load balancer routes to all of them.
    `  server host_though_unhealthy 127.0.0.1:${targetPort}${at} cookie host backup`,
    '',
    ...(standIn.redirectPort === undefined ? [] : redirecting(standIn, standIn.redirectPort)),
    ...passage('past_load_balancer', `unix@${nginxSocket}`, `127.0.0.1:${targetPort}${at}`),
    ...passage('past_nginx', `unix@${appSocket}`, outside ? `${outside.host}:${outside.port}` : `127.0.0.1:${appPort}${at}`),
    ...(outside && (standIn.namespace || outside.port !== appPort) ? passage('application', `127.0.0.1:${appPort}${at}`, `${outside.host}:${outside.port}`) : []),
  ].join('\n');
}

/** Requests that no rule of the listener's forwards to this host meet whatever else lies behind it. */
function conditions({ conditions: { paths, hosts } }: Ingress): string[] {
  const acl = (name: string, sample: string, patterns: readonly string[]) => patterns.map((pattern) => `  acl ${name} ${sample} -m reg ${wildcard(pattern)}`);
  return [
    ...acl('rule_path', 'path', paths),
    // A host rule means the name; a browser on this machine comes as localhost.
    ...acl('rule_host', 'req.hdr(host),field(1,:)', hosts.length > 0 ? [...hosts, 'localhost', '127.0.0.1'] : []),
    ...(paths.length > 0 ? ['  http-request return status 404 content-type text/plain string "no rule of the listener forwards this path to the host" unless rule_path'] : []),
    ...(hosts.length > 0 ? ['  http-request return status 404 content-type text/plain string "no rule of the listener forwards this host name to the host" unless rule_host'] : []),
  ];
}

/** AWSALB, and AWSALBCORS for pages of another origin. */
function stickiness({ stickiness: { seconds }, tls }: Ingress): string[] {
  return [
    `  cookie AWSALB insert attr "Max-Age=${seconds}"`,
    ...(tls ? [`  http-response add-header Set-Cookie "AWSALBCORS=host; Max-Age=${seconds}; Path=/; SameSite=None; Secure"`] : []),
  ];
}

function redirecting({ ingress, port }: StandIn, redirectPort: number): string[] {
  return [
    'frontend redirect',
    `  bind 127.0.0.1:${redirectPort}`,
    `  http-request redirect code ${ingress.redirect?.status ?? 301} location https://%[req.hdr(host),field(1,:)]:${port}%[capture.req.uri]`,
    '',
  ];
}

/** A way for bytes as they are. */
function passage(name: string, from: string, to: string): string[] {
  return [`listen ${name}`, '  mode tcp', '  retries 0', `  bind ${from}`, `  server there ${to}`, ''];
}
