import { Tally, type Clue, type Spot } from './clue';
import type { Unexplained } from './failures';
import { IdleCuts } from './idle-cuts';
import type { LoggedRequest } from './log-line';
import { RouteRequests } from './route-requests';
import { socketRequest } from './socket-path';
import { Storms } from './storms';

const MAX_ROUTES = 200;
/** A socket that lives so long is a working one. */
const LIVED_SECONDS = 30;

/** Learns from the requests of an access log. Holds numbers and a few lines, however many requests there are. */
export class Requests {
  private readonly routes = new Map<string, RouteRequests>();
  private readonly cuts = new IdleCuts();
  private readonly storms = new Storms();
  private readonly gone = new Tally();
  private total = 0;
  /** Requests that had to do with a socket. */
  sockets = 0;

  add(request: LoggedRequest, spot: Spot): void {
    this.total += 1;
    const { path, status, seconds, client = '-', agent = '' } = request;
    const asked = socketRequest(path);
    if (status === 499) {
      this.gone.add(spot);
    }
    if (!asked && status !== 101 && !request.upgrade && !isRefusedRaw(request)) {
      return;
    }
    this.sockets += 1;
    const key = `${client} ${agent}`;
    if (status === 101) {
      this.cuts.add(seconds ?? 0, spot);
      if (seconds === undefined || seconds >= LIVED_SECONDS) {
        this.storms.lived(key);
      }
    }
    if (asked?.transport === 'info' || !asked) {
      this.storms.attempt(key, spot);
    }
    const route = asked?.route ?? path.split('?')[0];
    this.routeOf(route)?.add(request, asked?.transport ?? 'websocket', asked !== undefined && asked.session !== undefined, spot);
  }

  /** What all requests together say. */
  clues(): Clue[] {
    const storm = this.gone.count >= 20 && this.gone.count >= this.total / 20;
    return [
      ...[...this.routes.values()].flatMap((route) => route.clues()),
      ...this.cuts.clues(),
      ...this.storms.clues(),
      ...(storm ? [this.gone.clue(['NGX-499'], `${this.gone.count} of ${this.total} requests ended with 499`)] : []),
    ];
  }

  /** Handshakes that were answered with 101. */
  get opened(): number {
    return [...this.routes.values()].reduce((sum, { opened }) => sum + opened, 0);
  }

  /** The paths of the routes at which a handshake was answered with 101. */
  get openedRoutes(): ReadonlySet<string> {
    return new Set([...this.routes].filter(([, { opened }]) => opened > 0).map(([path]) => path));
  }

  /** Failures of which the cause is not known. */
  unexplained(): Unexplained[] {
    return [...this.routes.values()].flatMap((route) => route.unexplained());
  }

  private routeOf(route: string): RouteRequests | undefined {
    const known = this.routes.get(route) ?? (this.routes.size < MAX_ROUTES ? new RouteRequests(route || '/') : undefined);
    if (known) {
      this.routes.set(route, known);
    }
    return known;
  }
}

/** A refused handshake without SockJS: by Spring's two refusals where the path sounds like a socket's, by any where it says so. */
function isRefusedRaw({ method, status, bytes, path }: LoggedRequest): boolean {
  const [plain = ''] = path.split('?');
  return (
    method === 'GET' &&
    ((status === 400 && (bytes === 34 || bytes === 31) && SOUNDS_LIKE_A_SOCKET.test(plain)) ||
      (REFUSED.includes(status) && IS_A_SOCKET.test(plain)))
  );
}

/** What scanners are answered at any path, such as 404, is not among them. */
const REFUSED = [400, 401, 403, 426, 431, 500, 502, 503, 504];
const SOUNDS_LIKE_A_SOCKET = /(?:^|[/_.-])(?:wss?|web-?sockets?|sockets?|stomp|chat|realtime)(?:$|[/_.-])/i;
const IS_A_SOCKET = /\/(?:wss?|web-?sockets?|(?:ws-)?stomp)$/i;
