import type { Placed } from './directives';
import { EffectiveLocation, locationsOf } from './effective-location';
import { followed, type Followed } from './internal-jumps';
import { chooseLocation, type Choice } from './location-choice';
import { chooseServer } from './server-choice';
import { redirects } from './own-answers';
import { named, type Server } from './servers';
import { PLAIN_REQUESTS, HANDSHAKES, type Variables } from './variables';

/** What speaks on a route; unknown unless somebody said it, or its name does. */
export type RouteKind = 'sockjs' | 'stomp' | 'handler' | 'sse';

/** A route that somebody named. */
export interface NamedRoute {
  readonly path: string;
  readonly kind?: RouteKind;
  /** The name by which clients choose the server. */
  readonly host?: string;
  /** The port that they ask; one where no server listens is that of a proxy in front, and tells nothing. */
  readonly port?: number;
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
  /** Its Upgrade header is there for others: it was not asked for, and other routes are those of sockets. */
  readonly incidental?: boolean;
  /** How nginx came to that location, where a path was asked for. */
  readonly choice?: Choice;
  /** The line that may send it on to another location, where that cannot be told. */
  readonly untold?: Placed;
  /** A server of another name lets sockets through on this path, and this one does not: in a location for it, or in one for everything. */
  readonly besides?: 'own' | 'rest';
}

/** Words of a path that people give to sockets. */
const NAMES = /^(wss?\d*|websockets?|websocketserver|sockjs|stomp|sockets?|socketio|cable|signalr)$/;

/** Paths that tell about sockets instead of carrying them. */
const ABOUT = /\.well-known|health|metrics|stats|status|actuator/;

/** `(?!…)` and `(?<!…)`, with groups in it. */
const EXCLUDED = /\(\?<?!(?:[^()]|\([^()]*\))*\)/g;

/** The locations that seem to carry sockets: asked for, or with an Upgrade header, or with such a name. */
export function socketRoutes(servers: readonly Server[], variables: Variables, asked: readonly NamedRoute[]): SocketRoute[] {
  const wanted = asked.flatMap((route) => askedRoutes(route, servers, variables));
  const blocks = new Set(wanted.map(({ location }) => location.block));
  const guessed = (some: readonly Server[], ended: boolean) =>
    some.flatMap((server) => locationsOf(server).flatMap((location) => guess(location, variables, asked.length === 0, ended) ?? []));
  const open = guessed(servers.filter(answersItself), false);
  // What answers all requests itself has locations for sockets only by mistake; where there are no others, that is the mistake.
  const found = open.length > 0 || wanted.length > 0 ? open : guessed(servers.filter(endsOtherwise), true);
  const routes = [...wanted, ...found.filter(({ location }) => !blocks.has(location.block))];
  const others = new Set(routes.flatMap(({ location, path }) => (path === '/' ? [] : [location.server])));
  const telling = new Set(routes.flatMap(({ location, path }) => (socketWord(path) === undefined ? [] : [location.server])));
  const isIncidental = ({ path, location }: SocketRoute) =>
    asked.length > 0 ||
    (path === '/'
      ? others.has(location.server)
      : socketWord(path) === undefined && inheritsHeaders(location) && telling.has(location.server));
  return routes.map((route) => (route.reason === 'upgrade' && isIncidental(route) ? { ...route, incidental: true } : route));
}

/** What a browser's SockJS client asks for below its URL. */
export function sockJsPaths(base: string): string[] {
  const session = `${base.replace(/\/$/, '')}/000/abcdefgh`;
  return [
    `${base.replace(/\/$/, '')}/info`,
    `${session}/websocket`,
    `${session}/xhr_streaming`,
    `${session}/eventsource`,
    `${session}/xhr`,
    `${session}/xhr_send`,
  ];
}

/**
 * The location that answers requests of a path, a handshake if nothing else is said; what nginx itself sends it on to, where that is
 * a location with a name.
 */
export function answering(
  server: Server,
  uri: string,
  variables: Variables,
  requests = HANDSHAKES,
): Followed & { readonly choice: Choice } {
  const choice = chooseLocation(server.block, uri);
  return { ...followed(new EffectiveLocation(server, choice.path), { variables, requests }), choice };
}

/** A server that sends everybody elsewhere has no locations that matter. */
export function answersItself({ block }: Server): boolean {
  return !(block.block ?? []).some(({ name }) => name === 'return');
}

/** Whether it sends nobody elsewhere, whatever it answers. */
function endsOtherwise({ block }: Server): boolean {
  return !named(block.block ?? [], 'return').some(redirects);
}

/** Whether requests end before they are handed on. */
export function returns({ block }: EffectiveLocation): Placed | undefined {
  return named(block.block ?? [], 'return')[0];
}

/** The `return` by which nginx itself answers: a server's comes before all locations. */
export function endsWith(location: EffectiveLocation): Placed | undefined {
  return named(location.server.block.block ?? [], 'return')[0] ?? returns(location);
}

function askedRoutes({ path, kind, host, port }: NamedRoute, servers: readonly Server[], variables: Variables): SocketRoute[] {
  const candidates = host === undefined ? servers : namedServers(servers, host, port);
  const open = candidates.filter(answersItself);
  const uri = kind === 'sockjs' ? sockJsPaths(path)[1]! : path;
  const routes = (open.length > 0 ? open : candidates).map((server): SocketRoute => {
    const answer = answering(server, uri, variables, kind === 'sse' ? PLAIN_REQUESTS : HANDSHAKES);
    return { path, kind: kind ?? kindOf(path), reason: 'asked', why: '--route', ...answer };
  });
  const handed = routes.filter(({ location, untold }) => location.passes.length > 0 || untold);
  return handed.length > 0 ? besideThose(withoutStrangers(handed), variables) : routes.slice(0, 1);
}

/** The servers that may answer for a host, one for each place where they listen. */
function namedServers(servers: readonly Server[], host: string, port: number | undefined): Server[] {
  const listens = servers.flatMap((server) => server.listens);
  const asked = listens.filter((listen) => listen.port === port);
  const places = new Set((asked.length > 0 ? asked : listens).map(({ at }) => at));
  return [...new Set([...places].flatMap((at) => chooseServer(servers, at, host) ?? []))];
}

/**
 * Where a server has the route in a location of its own, others that only have one for everything are of other sites, unless they
 * share a name with it.
 */
function withoutStrangers(routes: readonly SocketRoute[]): SocketRoute[] {
  const own = routes.filter(isOwn);
  return routes.filter((route) => own.length === 0 || own.includes(route) || sharesName(route, own));
}

/** Where some servers let sockets through, the others of other names are marked: which of them clients ask, the files do not say. */
function besideThose(routes: readonly SocketRoute[], variables: Variables): SocketRoute[] {
  const through = routes.filter(({ kind, location, untold }) => kind === 'sse' || untold || upgradeHeader(location, variables));
  if (through.length === 0) return [...routes];
  return routes.map((route) =>
    through.includes(route) || sharesName(route, through) ? route : { ...route, besides: isOwn(route) ? 'own' : 'rest' },
  );
}

/** Whether the location is not the one for everything. */
function isOwn({ location: { server }, choice }: SocketRoute): boolean {
  return choice!.path.at(-1) !== chooseLocation(server.block, '/').path.at(-1);
}

function sharesName({ location: { server } }: SocketRoute, others: readonly SocketRoute[]): boolean {
  return others.some(({ location }) => location.server.names.some((name) => server.names.includes(name)));
}

function guess(location: EffectiveLocation, variables: Variables, byName: boolean, ended: boolean): SocketRoute | undefined {
  const { location: target, untold } = followed(location, { variables, requests: HANDSHAKES });
  if (target.passes.length === 0 || (!ended && returns(target))) return undefined;
  const { path } = location.name;
  const facts = { path, kind: kindOf(path), location: target, untold };
  const isInternal = location.own('internal').length > 0;
  const header = upgradeHeader(target, variables);
  if (header && !(isInternal && inheritsHeaders(target)))
    return { ...facts, reason: 'upgrade', why: `Upgrade header, ${header.file}:${header.line}` };
  const word = byName && !isInternal && location.name.modifier !== '@' ? socketWord(path) : undefined;
  return word === undefined ? undefined : { ...facts, reason: 'name', why: `"${word}" in its name` };
}

/** The line that lets a handshake's Upgrade through, as far as its value can be told. */
function upgradeHeader(location: EffectiveLocation, variables: Variables): Placed | undefined {
  return location
    .headers('Upgrade')
    .find(({ args }) =>
      HANDSHAKES.some((request) => variables.values(args[1] ?? '', request)?.some((value) => /^websocket$/i.test(value)) ?? args[1] !== ''),
    );
}

function inheritsHeaders(location: EffectiveLocation): boolean {
  return location.own('proxy_set_header').length === 0;
}

/** The word by which a path seems to be one of sockets. */
function socketWord(path: string): string | undefined {
  return ABOUT.test(path) ? undefined : words(path).find((each) => NAMES.test(each));
}

/** What a path is made of; what an expression excludes does not count. */
function words(path: string): string[] {
  return path
    .replace(EXCLUDED, '')
    .toLowerCase()
    .replace(/socket\.io/g, 'socketio')
    .split(/[^a-z0-9]+/);
}

/** What a name says about itself: SockJS and STOMP are Spring's. */
function kindOf(path: string): RouteKind | undefined {
  return words(path).includes('sockjs') ? 'sockjs' : undefined;
}
