import { createHash } from 'node:crypto';
import { DROP_INVALID_HEADERS, forwardedHeaders, GLOBAL, idleTimeouts, MODE } from '../../lib/rehearsal/load-balancer-habits';
import type { Attributes, BalancerDescription, GroupDescription, ListenerDescription } from './description';
import { listenerRules } from './listener-rules';

/**
 * Places for targets in each target group: they are filled and emptied while HAProxy runs, so nothing is reloaded for a host that
 * comes or goes.
 */
export const SLOTS = 8;

/** A place that is taken: where its target is, and whether new requests go there. */
export interface TakenSlot {
  readonly address: string;
  readonly port: number;
  readonly taking: boolean;
}

/** What one HAProxy needs to stand in for one load balancer. */
export interface StandIn {
  readonly balancer: BalancerDescription;
  /** Those that its rules may forward to. */
  readonly groups: readonly GroupDescription[];
  /** The load balancer's address: it listens there and connects from there. */
  readonly address: string;
  /** Certificate and key in one PEM file, by the certificate's ARN. */
  readonly certificates: ReadonlyMap<string, string>;
  /** Where commands are taken while it runs. */
  readonly commandSocket: string;
  /** Places that are taken when it starts, by name. */
  readonly taken?: ReadonlyMap<string, TakenSlot>;
}

/** HAProxy's configuration in the place of a load balancer, from what ELB's API says about it. */
export function haproxyConfig(standIn: StandIn): string {
  const { balancer, groups, address, commandSocket, taken = new Map() } = standIn;
  const idle = Number(balancer.attributes['idle_timeout.timeout_seconds'] ?? 60);
  return [
    'global',
    '  maxconn 4000',
    '  nbthread 1',
    `  stats socket ${commandSocket} mode 600 level admin expose-fd listeners`,
    // A request line or header may have 16 kB, all of them 64 kB (ELB quotas).
    '  tune.bufsize 67584',
    ...GLOBAL,
    '',
    'defaults',
    ...MODE,
    ...idleTimeouts(idle),
    '  retries 0',
    // While a configuration is exchanged, a silent connection may still bring a request: it is answered, not reset.
    '  option idle-close-on-response',
    '',
    ...balancer.listeners.flatMap((listener) => frontend(standIn, listener)),
    ...groups.flatMap((group) => backend(group, address, taken)),
  ].join('\n');
}

function frontend({ balancer, address, certificates }: StandIn, description: ListenerDescription): string[] {
  const { attributes } = balancer;
  const { Port = 80, Protocol } = description.listener;
  const tls = Protocol === 'HTTPS';
  return [
    `frontend listener_${Port}`,
    `  bind ${address}:${Port}${tls ? secured(description, attributes, certificates) : ''}`,
    ...(attributes['routing.http.drop_invalid_header_fields.enabled'] === 'true' ? DROP_INVALID_HEADERS : []),
    '  http-request return status 400 if { url -m len gt 16384 }',
    // More than thirty addresses in X-Forwarded-For (ELB troubleshooting, 463).
    '  http-request return status 463 if { req.hdr_cnt(x-forwarded-for) gt 30 }',
    ...forwarded(attributes, tls ? 'https' : 'http', Port),
    ...listenerRules(description, backendName),
    '',
  ];
}

function secured(
  { certificates: arns, listener }: ListenerDescription,
  attributes: Attributes,
  files: ReadonlyMap<string, string>,
): string {
  const certificates = arns.map((arn) => ` crt ${files.get(arn)}`).join('');
  const alpn = attributes['routing.http2.enabled'] === 'false' ? 'http/1.1' : 'h2,http/1.1';
  return ` ssl${certificates} alpn ${alpn} ssl-min-ver ${lowestTls(listener.SslPolicy ?? '')}`;
}

/** The lowest version that a policy allows: its name says it (ELB, "Security policies"). */
export function lowestTls(policy: string): string {
  const [, version] = /(?:TLS13|TLS)-(1-[0-3])/.exec(policy) ?? [];
  return `TLSv${(version ?? '1-0').replace('-', '.')}`;
}

function forwarded(attributes: Attributes, scheme: 'http' | 'https', port: number): string[] {
  const mode = attributes['routing.http.xff_header_processing.mode'] ?? 'append';
  if (mode !== 'append') {
    throw new Error(
      `routing.http.xff_header_processing.mode is ${mode}, which the load balancer's stand-in does not model: ` +
        'teach lab/load-balancer/haproxy-config.ts',
    );
  }
  return forwardedHeaders(scheme, port);
}

function backend({ group, attributes }: GroupDescription, address: string, taken: ReadonlyMap<string, TakenSlot>): string[] {
  const arn = group.TargetGroupArn ?? '';
  return [
    `backend ${backendName(arn)}`,
    `  balance ${attributes['load_balancing.algorithm.type'] === 'least_outstanding_requests' ? 'leastconn' : 'roundrobin'}`,
    `  source ${address}`,
    ...(attributes['stickiness.enabled'] === 'true'
      ? stickiness(Number(attributes['stickiness.lb_cookie.duration_seconds'] ?? 86_400))
      : []),
    ...slotNames(arn).map((slot) => {
      const target = taken.get(slot) ?? { address, port: 9, taking: false };
      return `  server ${slot} ${target.address}:${target.port}${target.taking ? '' : ' disabled'}`;
    }),
    '',
  ];
}

/** AWSALB for the page itself, AWSALBCORS for pages of another origin; a target that takes nothing new is not kept. */
function stickiness(seconds: number): string[] {
  const cookie = (name: string, more: string) =>
    `  http-response add-header Set-Cookie "${name}=%s; Expires=%[date(${seconds}),http_date]; Path=/${more}"`;
  return [
    '  use-server %[req.cook(AWSALB)] if { req.cook(AWSALB) -m found }',
    '  use-server %[req.cook(AWSALBCORS)] if { req.cook(AWSALBCORS) -m found } !{ req.cook(AWSALB) -m found }',
    cookie('AWSALB', ''),
    cookie('AWSALBCORS', '; SameSite=None; Secure'),
  ];
}

/** A name for a target group's backend. */
export function backendName(targetGroupArn: string): string {
  return `group_${digest(targetGroupArn)}`;
}

/** The names of a group's places: cookies carry them, so they tell nothing. */
export function slotNames(targetGroupArn: string): string[] {
  return Array.from({ length: SLOTS }, (_, index) => digest(`${targetGroupArn} ${index}`));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
