import type { Target } from '../../lib/probes/target';
import type { Deliveries } from './tally';

export type Transport = 'WebSocket' | 'SockJS stream';

/** Who comes and how they behave. */
export interface CrowdOptions {
  readonly target: Target;
  /** The SockJS endpoint. */
  readonly path: string;
  readonly clients: Readonly<Record<Transport, number>>;
  readonly roomSize: number;
  /** Whether hosts share messages. */
  readonly shared: boolean;
  /** Each client says something that often. */
  readonly paceSeconds: number;
  /** How the clients connect, where not as the library does by default. */
  readonly client?: ClientSettings;
}

/** Settings of @stomp/stompjs. */
export interface ClientSettings {
  readonly connectionTimeout: number;
  readonly reconnectDelay: number;
}

/** A connection's end that its client did not ask for. */
export interface Close {
  readonly transport: Transport;
  readonly code: number;
  readonly reason: string;
  readonly at: number;
}

/** What a crowd has seen. */
export interface Report {
  readonly closes: readonly Close[];
  /** How long each was away: from the close to its own message that came back on the new connection. */
  readonly awayMs: readonly number[];
  /** When each was back. */
  readonly backAt: readonly number[];
  /** Attempts to connect that came to nothing, with the reason. */
  readonly refused: readonly string[];
  /** How far those are who have no connection at the end. */
  readonly missing: readonly string[];
  readonly hosts: Hosts;
  readonly deliveries: Deliveries;
  readonly megabytes: number;
  readonly processorSeconds: number;
}

/** How many chat on each host, by its name, such as `ip-10-77-1-10`. */
export type Hosts = Readonly<Record<string, number>>;

/** What is asked of the crowd's process. */
export type Order =
  | { readonly gather: CrowdOptions }
  | { readonly join: CrowdOptions['clients'] }
  | { readonly power: string }
  | 'go on'
  | 'half leaves'
  | 'report';

/** What it answers. */
export type Word = 'done' | Hosts | Report;
