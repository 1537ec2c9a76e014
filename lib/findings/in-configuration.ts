import type { Placed } from '../nginx/directives';
import { named, type Server } from '../nginx/servers';
import type { SocketRoute } from '../nginx/socket-routes';
import { HANDSHAKES } from '../nginx/variables';
import type { ConfigurationMatch, JudgedConfiguration } from './configuration-match';
import type { Want } from '../nginx/corrections';

/** Whether a header arrives as a WebSocket handshake needs it. */
export type Arrival = 'arrives' | 'lost' | 'unknown';

/** Whether the location hands requests to something that is to shake hands. */
export function carriesSockets({ kind, location }: SocketRoute): boolean {
  return kind !== 'sse' && location.passes.length > 0;
}

/** Whether Upgrade and Connection reach the application. */
export function arrivals(
  { location }: SocketRoute,
  { variables }: JudgedConfiguration,
): { readonly upgrade: Arrival; readonly connection: Arrival } {
  const arrival = (name: string, good: (value: string) => boolean): Arrival => {
    const found = location.headers(name).map(({ args }) => HANDSHAKES.map((request) => variables.values(args[1] ?? '', request)));
    if (found.some((values) => values.every((each) => each?.some(good)))) return 'arrives';
    return found.some((values) => values.includes(undefined)) ? 'unknown' : 'lost';
  };
  return {
    upgrade: arrival('Upgrade', (value) => /^websocket$/i.test(value.trim())),
    // Spring takes these two spellings only
    connection: arrival('Connection', (value) => value.split(',').some((token) => /^(Upgrade|upgrade)$/.test(token.trim()))),
  };
}

/** What makes a handshake pass, in the location itself. */
export function upgradeWants({ location }: SocketRoute, { upgrade: { upgrade, connection, maps } }: JudgedConfiguration): Want[] {
  const version = location.setting('proxy_http_version') ? [] : [{ setting: 'proxy_http_version', args: '1.1' }];
  return [{ http: maps }, ...version, { header: 'Upgrade', value: upgrade }, { header: 'Connection', value: connection }];
}

/** Where to look when something is missing from a location: the line that hands requests on. */
export function passOf({ location }: SocketRoute): Placed {
  return location.passes[0] ?? location.block;
}

/** What works, but not always or not everywhere. */
export function advice(at: Placed, detail: string, wants?: readonly Want[]): ConfigurationMatch {
  return { severity: 'advice', at, detail, wants };
}

/** What breaks. */
export function problem(at: Placed, detail: string, wants?: readonly Want[]): ConfigurationMatch {
  return { severity: 'problem', at, detail, wants };
}

/** What in a configuration, or who, says that TLS ends before nginx. */
export function tlsInFront({ location }: SocketRoute, { loadBalancer }: JudgedConfiguration): string | undefined {
  if (loadBalancer) return '--load-balancer';
  const asks = location.levels
    .flatMap(({ block }) => named(block!, 'if'))
    .find(({ args }) => /\$http_x_forwarded_proto/.test(args.join(' ')));
  return asks && `the "if" in ${asks.file}:${asks.line} asks for X-Forwarded-Proto`;
}

/** What in a configuration, or who, says that a proxy stands before nginx. */
export function proxyInFront(route: SocketRoute, configuration: JudgedConfiguration): string | undefined {
  const realIp = route.location.setting('real_ip_header') ?? route.location.setting('set_real_ip_from');
  const told = tlsInFront(route, configuration);
  return (
    told ??
    (realIp && `"${realIp.name}" in ${realIp.file}:${realIp.line}`) ??
    (route.location.server.listens.some(({ proxyProtocol }) => proxyProtocol) ? 'it listens for the PROXY protocol' : undefined)
  );
}

/** No listener of the server speaks TLS. */
export function isPlain({ listens }: Server): boolean {
  return listens.every(({ ssl }) => !ssl);
}
