import { type Duration, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HEALTH_PATH } from '../chain/conventions';
import { checkRouteIdle, DEFAULT_IDLE_SECONDS } from '../chain/timeouts';
import { parseSnippet } from '../nginx/snippet';
import type { RouteLocation } from '../nginx/locations';
import type { Handshake } from './handshake';
import { checkKinds, DURATION, TEXT, withMember } from './prop-kinds';
import { refusal } from './refusal';

/** What every route may say. */
export interface EventStreamOptions {
  /**
   * How long a connection of this route may be silent before nginx closes it.
   *
   * Must be above the application's heartbeat (SockJS: 25 s) and at most 4000 s, the load balancer's limit.
   *
   * @default Duration.hours(1)
   */
  readonly idleTimeout?: Duration;

  /**
   * Further nginx directives for this route's location, such as `limit_req zone=sockets burst=20;`.
   *
   * Checked at synthesis: what would break out of the location or void its settings is refused.
   *
   * @default - none
   */
  readonly nginx?: string;
}

/** What a route that carries sockets may say. */
export interface RouteOptions extends EventStreamOptions {
  /**
   * A real path for the deployment's own handshake, for routes with path variables such as `/rooms/{room}`.
   *
   * @default - the route's path
   */
  readonly handshakePath?: string;

  /**
   * Credentials with which the deployment's own handshake must reach the application's 101.
   *
   * Without them an application that refuses strangers is left in peace: nginx must then pass the same
   * refusal on, and the way itself is proved with an echo behind the same location.
   *
   * @default - the handshake is a stranger's
   */
  readonly handshake?: Handshake;
}

/** @internal */
export interface RouteFacts {
  readonly kind: 'sockjs' | 'stomp' | 'handler' | 'sse';
  readonly path: string;
  readonly handshakePath: string;
  readonly idleSeconds: number;
  readonly handshake?: Handshake;
  readonly location: RouteLocation;
}

const KINDS = {
  required: { path: TEXT },
  optional: {
    idleTimeout: DURATION,
    nginx: TEXT,
    handshakePath: TEXT,
    handshake: withMember('_secret', "Handshake.withQuery('token', secret)"),
  },
};

/** Where the application takes sockets or sends event streams: what `registry.addEndpoint(path)` says in Spring. */
export class Route {
  /** A STOMP or WebSocketHandler endpoint with `withSockJS()`: the path, and all of SockJS below it. */
  public static sockJs(path: string, options: RouteOptions = {}): Route {
    return new Route('sockjs', path, options);
  }

  /** A STOMP endpoint without SockJS. */
  public static stomp(path: string, options: RouteOptions = {}): Route {
    return new Route('stomp', path, options);
  }

  /**
   * A `WebSocketHandler` without STOMP and SockJS: what `registry.addHandler(handler, path)`, `@ServerEndpoint` or a WebFlux mapping says.
   */
  public static handler(path: string, options: RouteOptions = {}): Route {
    return new Route('handler', path, options);
  }

  /** Server-sent events: `text/event-stream` without buffering. */
  public static sse(path: string, options: EventStreamOptions = {}): Route {
    return new Route('sse', path, options);
  }

  /** The path as given, such as `/ws-stomp`. */
  public readonly path: string;
  private readonly facts: RouteFacts;

  private constructor(kind: RouteFacts['kind'], path: string, options: RouteOptions) {
    checkKinds({ path, ...options }, KINDS);
    checkPath('path', path);
    const handshakePath = options.handshakePath ?? path;
    checkPath('handshakePath', handshakePath);
    const prefix = literalPrefix(path);
    if (handshakePath.includes('{')) {
      throw refusal(
        `handshakePath is needed for route ${path}: ` +
          `give a real path that stands for its variables, such as ${path.replace(/\{[^}]*\}/g, 'x')}`,
      );
    }
    if (!liesUnder(prefix, handshakePath)) {
      throw refusal(`handshakePath ${handshakePath} does not lie under route ${path}: give a path that begins with ${prefix}`);
    }
    if (options.idleTimeout?.isUnresolved()) {
      throw refusal(`idleTimeout of route ${path} is known only on AWS, but nginx's text is made before: give a duration`);
    }
    const idleSeconds = options.idleTimeout?.toSeconds() ?? DEFAULT_IDLE_SECONDS;
    checkRouteIdle(path, idleSeconds, refusal);
    const extra = options.nginx === undefined ? [] : parseSnippet(options.nginx, 'location', `nginx of route ${path}`, refusal);
    this.path = path;
    this.facts = { kind, path, handshakePath, idleSeconds, handshake: options.handshake, location: { prefix, idleSeconds, extra } };
  }

  /** @internal */
  public _render(): RouteFacts {
    return this.facts;
  }

  /** @internal Refuses no route at all and routes that nginx could not tell apart. */
  public static _checkAll(routes: Route[], scope?: Construct): void {
    if (routes.length === 0) {
      throw refusal("routes is empty: name at least one, such as Route.sockJs('/ws-stomp')", scope);
    }
    const seen = new Map<string, string>();
    for (const { path, facts } of routes) {
      const { prefix } = facts.location;
      const other = seen.get(prefix);
      if (other !== undefined) {
        throw refusal(`routes ${other} and ${path} collide: both begin at ${prefix}; keep one of them`);
      }
      if (liesUnder(HEALTH_PATH, prefix)) {
        throw refusal(
          `route ${path} lies where the load balancer asks for the host's health: take another path than ${HEALTH_PATH}`,
          scope,
        );
      }
      seen.set(prefix, path);
    }
  }
}

const SEGMENT = /^(?:[A-Za-z0-9._~@:+,=-]+|\{[A-Za-z0-9_]+\})$/;

function checkPath(prop: string, path: string): void {
  if (Token.isUnresolved(path)) {
    throw refusal(`${prop} is known only on AWS, but nginx's text is made before: write the path itself`);
  }
  if (!path.startsWith('/')) {
    throw refusal(`${prop} is '${path}': a route begins with a slash, write '/${path}'`);
  }
  const segments = path.slice(1).split('/');
  const inner = segments[segments.length - 1] === '' ? segments.slice(0, -1) : segments;
  const wrong = inner.find((segment) => !SEGMENT.test(segment) || segment === '.' || segment === '..');
  if (wrong !== undefined) {
    throw refusal(
      `${prop} is '${path}': its part '${wrong}' is not a plain path segment; write letters, digits and . _ ~ @ : + , = - ` +
        'between slashes, or {name} for a path variable',
    );
  }
}

/** Whether a path is another one or lies below it, by whole segments. */
function liesUnder(prefix: string, path: string): boolean {
  return path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);
}

/** The path up to its first variable: what nginx can match by prefix. */
function literalPrefix(path: string): string {
  // Never with a slash at its end: nginx would redirect the same path without it, which is the application's to answer.
  return path.split('{', 1)[0].replace(/\/$/, '') || '/';
}
