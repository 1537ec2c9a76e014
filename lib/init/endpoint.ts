/** Where an application takes sockets or sends event streams. */
export interface Endpoint {
  readonly kind: 'sockjs' | 'stomp' | 'handler' | 'sse';
  /** As a route takes it: from the root of the server, variables in braces. */
  readonly path: string;
}

/** An endpoint as the application's code says it. */
export interface Declared {
  readonly kind: Endpoint['kind'];
  /** What the code says, placeholders included; undefined where only a running application knows. */
  readonly path?: string;
  /** Where it stands, such as `WebSocketConfig.registerStompEndpoints`. */
  readonly where: string;
  /** Whether Spring's DispatcherServlet answers it, which may have a path of its own. */
  readonly dispatched: boolean;
}

/** The endpoints of an application, and what could not be told of them. */
export interface Found {
  readonly endpoints: readonly Endpoint[];
  readonly doubts: readonly string[];
}

/** Where an application's configuration puts all of its paths. */
export interface Prefixes {
  readonly context: string;
  readonly servlet: string;
}

/** From what the code says to what clients ask for: placeholders, prefixes and patterns are worked out. */
export function endpointsOf(declared: readonly Declared[], resolve: (text: string) => string | undefined, prefixes: Prefixes): Found {
  const doubts: string[] = [];
  const found = declared.flatMap(({ kind, path, where, dispatched }): Endpoint[] => {
    const known = path === undefined ? undefined : resolve(path);
    const whole = known === undefined ? undefined : plainPath([prefixes.context, dispatched ? prefixes.servlet : '', known].join('/'));
    if (whole === undefined || !whole.split('/').every((segment) => SEGMENT.test(segment))) {
      doubts.push(`${where}: ${whyNot(path, whole)}`);
      return [];
    }
    return [{ kind, path: whole }];
  });
  return { endpoints: distinct(found), doubts: [...new Set(doubts)] };
}

/** What a route takes between slashes. */
const SEGMENT = /^(?:[A-Za-z0-9._~@:+,=-]*|\{\w+\})$/;

function whyNot(path: string | undefined, whole: string | undefined): string {
  if (path === undefined) {
    return 'its path is made when the application runs';
  }
  return whole === undefined ? `its path is ${path}, which no configuration file sets` : `its path ${whole} is none that a route can have`;
}

/** Slashes once, patterns as variables, which is what nginx can match by prefix. */
function plainPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  return `/${segments.map(plainSegment).join('/')}`;
}

/** `{name:pattern}` as `{name}`, anything else with a pattern as `{any}`. */
function plainSegment(segment: string): string {
  const name = /^\{\*?(\w+)(?::.*)?\}$/.exec(segment)?.[1];
  return /[*?{]/.test(segment) ? `{${name ?? 'any'}}` : segment;
}

/** What comes before the first variable. */
export function literalPrefix({ path }: Endpoint): string {
  return path.split('/{', 1)[0] || '/';
}

const RANK: readonly Endpoint['kind'][] = ['sockjs', 'stomp', 'handler', 'sse'];

/** One endpoint a prefix: SockJS includes the plain WebSocket at its path. */
function distinct(endpoints: readonly Endpoint[]): Endpoint[] {
  const byPrefix = new Map<string, Endpoint>();
  for (const endpoint of [...endpoints].sort((a, b) => RANK.indexOf(a.kind) - RANK.indexOf(b.kind))) {
    const prefix = literalPrefix(endpoint);
    if (!byPrefix.has(prefix)) byPrefix.set(prefix, endpoint);
  }
  return [...byPrefix.values()];
}
