import type { Placed } from './directives';
import type { EffectiveLocation } from './effective-location';
import { named } from './servers';

/** Where a `proxy_pass` leads. */
export interface Target {
  readonly directive: Placed;
  readonly scheme: string;
  /** A name, an address or a variable; of `unix:` sockets the path. */
  readonly host: string;
  readonly port?: number;
  /** What stands behind host and port, which then takes the place of the location's path. */
  readonly uri: string;
  /** The upstream block of that name. */
  readonly upstream?: Placed;
}

/** Where the requests of a location are handed to. */
export function targetsOf(location: EffectiveLocation): readonly Target[] {
  const known = targets.get(location) ?? read(location);
  targets.set(location, known);
  return known;
}

const targets = new WeakMap<EffectiveLocation, readonly Target[]>();

function read(location: EffectiveLocation): Target[] {
  return location.passes.flatMap((directive) => {
    const [, scheme = '', rest = ''] = /^(https?):\/\/(.*)$/is.exec(directive.args[0] ?? '') ?? [];
    if (!scheme) return [];
    const [, unix, unixUri = ''] = /^unix:([^:]*):?(.*)$/s.exec(rest) ?? [];
    if (unix !== undefined) return [{ directive, scheme: scheme.toLowerCase(), host: unix, uri: unixUri }];
    const [, host = '', port, uri = ''] = /^(\[[^\]]*\]|\$\{\w+\}|[^:/$]*(?:\$\w+[^:/$]*)*)(?::(\d+))?(.*)$/s.exec(rest) ?? [];
    const upstream = upstreamsOf(location.server.http).get(host.toLowerCase());
    return [{ directive, scheme: scheme.toLowerCase(), host, port: port === undefined ? undefined : Number(port), uri, upstream }];
  });
}

const upstreams = new WeakMap<Placed, ReadonlyMap<string, Placed>>();

function upstreamsOf(http: Placed): ReadonlyMap<string, Placed> {
  const known =
    upstreams.get(http) ?? new Map(named(http.block ?? [], 'upstream').map((each) => [each.args[0]?.toLowerCase() ?? '', each] as const));
  upstreams.set(http, known);
  return known;
}

/** The addresses that a target stands for: the servers of its upstream block, or itself. */
export function addressesOf({
  upstream,
  host,
  directive,
}: Target): { readonly host: string; readonly flags: readonly string[]; readonly directive: Placed }[] {
  if (!upstream) return [{ host, flags: [], directive }];
  return named(upstream.block ?? [], 'server').map((server) => {
    const [address = '', ...flags] = server.args;
    return { host: address.startsWith('unix:') ? address : address.replace(/:\d+$/, ''), flags, directive: server };
  });
}

/** Whether it is a name that a resolver must look up. */
export function isName(host: string): boolean {
  return !/^(\[.*\]|[\d.]+|unix:.*|\/.*|)$/.test(host) && !host.includes('$') && host.toLowerCase() !== 'localhost';
}
