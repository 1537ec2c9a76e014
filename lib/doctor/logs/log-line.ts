import type { Proxy } from '../../findings/who/software';
import type { LoggedConnection } from './broker-connections';
import type { ProxyEnd } from './proxies/proxy-end';

/** A request as an access log tells it; absent is what its format leaves out. */
export interface LoggedRequest {
  readonly client?: string;
  readonly agent?: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  /** Of the body. */
  readonly bytes?: number;
  readonly seconds?: number;
  /** The last status that the application gave; absent too when it gave none. */
  readonly upstreamStatus?: number;
  readonly upgrade?: boolean;
  /** A load balancer answered by itself, because its target gave no answer. */
  readonly unanswered?: boolean;
  /** A proxy ended it by itself, and says why. */
  readonly end?: ProxyEnd;
}

/** What kind of line it is, told by its content. */
export type LineKind =
  | 'nginx error log'
  | 'nginx stream log'
  | 'access log'
  | 'load balancer access log'
  | 'CloudFront access log'
  | 'HAProxy log'
  | 'Envoy access log'
  | 'Caddy log'
  | 'Traefik access log'
  | 'httpd error log'
  | 'Spring log'
  | 'text';

/** A line of a log, understood. */
export interface LogLine {
  readonly kind: LineKind;
  /** The proxy that wrote it, where its format shows that. */
  readonly by?: Proxy;
  /** What was said, without time, process and level. */
  readonly message: string;
  /** As it stands in the line. */
  readonly when?: string;
  readonly request?: LoggedRequest;
  /** Of a broker relay. */
  readonly connection?: LoggedConnection;
  /** It goes on with what the line before began, as a stack trace does. */
  readonly continues?: boolean;
  /** Its level is ERROR or above. */
  readonly isError?: boolean;
  /** nginx does not start because of it. */
  readonly isEmergency?: boolean;
}
