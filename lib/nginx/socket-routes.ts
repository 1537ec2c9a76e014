import type { Placed } from './directives';
import { EffectiveLocation, locationsOf } from './effective-location';
import { chooseLocation, type Choice } from './location-choice';
import { chooseServer } from './server-choice';
import { named, type Server } from './servers';
import { HANDSHAKES, type Variables } from './variables';

/** What speaks on a route; unknown unless somebody said it, or its name does. */
export type RouteKind = 'sockjs' | 'stomp' | 'handler' | 'sse';

/** A route that somebody named. */
export interface NamedRoute {
  readonly path: string;
  readonly kind?: RouteKind;
  readonly host?: string;
}

/** A route that is taken for one of sockets, and the location that answers it. */
export interface SocketRoute {
  /** A path, or a location's words where it has none. */
  readonly path: string;
  readonly kind?: RouteKind;
  /** Why it is taken for one. */
  readonly reason: 'asked' | 'upgrade' | 'name';
  readonly why: string;
  readonly location: EffectiveLocation;
  /** It takes what other routes leave, and was not asked for. */
  readonly catchesAll?: boolean;
  /** How nginx came to that location, where a path was asked for. */
  readonly choice?: Choice;
}

/** Words of a path that people give to sockets. */
const NAMES = /^(wss?\d*|websockets?|websocketserver|sockjs|stomp|sockets?|socketio|cable|signalr)$/;

/** Paths that tell about sockets instead of carrying them. */
const ABOUT = /\.well-known|health|metrics|stats|status|actuator/;

/** The locations that seem to carry sockets: asked for, or with an Upgrade header, or with such a name. */
export function socketRoutes(servers: readonly Server[], variables: Variables, asked: readonly NamedRoute[]): SocketRoute[] {
  const wanted = asked.flatMap((route) => askedRoutes(route, servers));
  const blocks = new Set(wanted.map(({ location }) => location.block));
  const found = servers.filter(answersItself).flatMap((server) =>
    locationsOf(server)
      .filter(({ block }) => !blocks.has(block))
      .flatMap((location) => guess(location, variables, asked.length === 0) ?? []),
  );
  const routes = [...wanted, ...found];
  const others = new Set(routes.flatMap(({ location, path }) => (path === '/' ? [] : [location.server])));
  return routes.map((route) => (route.reason === 'upgrade' && route.path === '/' && others.has(route.location.server) ? { ...route, catchesAll: true } : route));
}

/** What a browser's SockJS client asks for below its URL. */
export function sockJsPaths(base: string): string[] {
  const session = `${base.replace(/\/$/, '')}/000/abcdefgh`;
  return [`${base.replace(/\/$/, '')}/info`, `${session}/websocket`, `${session}/xhr_streaming`, `${session}/eventsource`, `${session}/xhr`, `${session}/xhr_send`];
}

/** The location that answers a path; what `try_files` ends in, where that is a location with a name. */
export function answering(server: Server, uri: string): { readonly location: EffectiveLocation; readonly choice: Choice } {
  const choice = chooseLocation(server.block, uri);
  return { location: followed(new EffectiveLocation(server, choice.path)), choice };
}

/** A server that sends everybody elsewhere has no locations that matter. */
export function answersItself({ block }: Server): boolean {
  return !(block.block ?? []).some(({ name }) => name === 'return');
}

/** Whether requests end before they are handed on. */
export function returns({ block }: EffectiveLocation): Placed | undefined {
  return named(block.block ?? [], 'return')[0];
}

function followed(location: EffectiveLocation): EffectiveLocation {
  const last = location.own('try_files').at(-1)?.args.at(-1);
  if (!last?.startsWith('@') || location.passes.length > 0) return location;
  return locationsOf(location.server).find(({ name }) => name.path === last) ?? location;
}

function askedRoutes({ path, kind, host }: NamedRoute, servers: readonly Server[]): SocketRoute[] {
  const places = [...new Set(servers.flatMap(({ listens }) => listens.map(({ at }) => at)))];
  const candidates = host === undefined ? servers : [...new Set(places.flatMap((at) => chooseServer(servers, at, host) ?? []))];
  const open = candidates.filter(answersItself);
  const routes = (open.length > 0 ? open : candidates).map((server): SocketRoute => {
    const uri = kind === 'sockjs' ? sockJsPaths(path)[1]! : path;
    return { path, kind: kind ?? kindOf(path), reason: 'asked', why: '--route', ...answering(server, uri) };
  });
  const handed = routes.filter(({ location }) => location.passes.length > 0);
  return handed.length > 0 ? handed : routes.slice(0, 1);
}

function guess(location: EffectiveLocation, variables: Variables, byName: boolean): SocketRoute | undefined {
  const target = followed(location);
  if (target.passes.length === 0 || returns(location)) return undefined;
  const { path } = location.name;
  const facts = { path, kind: kindOf(path), location: target };
  const header = target.headers('Upgrade').find(({ args }) => HANDSHAKES.some((request) => variables.values(args[1] ?? '', request)?.some((value) => /^websocket$/i.test(value)) ?? args[1] !== ''));
  if (header) return { ...facts, reason: 'upgrade', why: `Upgrade header, ${header.file}:${header.line}` };
  const word = byName && location.name.modifier !== '@' && !ABOUT.test(path) ? words(path).find((each) => NAMES.test(each)) : undefined;
  return word === undefined ? undefined : { ...facts, reason: 'name', why: `"${word}" in its name` };
}

function words(path: string): string[] {
  return path.toLowerCase().replace(/socket\.io/g, 'socketio').split(/[^a-z0-9]+/);
}

/** What a name says about itself: SockJS and STOMP are Spring's. */
function kindOf(path: string): RouteKind | undefined {
  return words(path).includes('sockjs') ? 'sockjs' : undefined;
}
