import type { HandshakeEvidence } from '../probes/handshake';
import type { HealthEvidence } from '../probes/health';
import type { IframeEvidence } from '../probes/iframe';
import type { MessageEvidence } from '../probes/message';
import type { OriginEvidence } from '../probes/origins';
import type { RedirectEvidence } from '../probes/redirect';
import type { ResolveEvidence } from '../probes/resolve';
import type { InfoEvidence } from '../probes/sockjs-info';
import type { StompEvidence } from '../probes/stomp-connect';
import type { StreamEvidence } from '../probes/stream';
import type { TlsEvidence } from '../probes/tls';
import type { PollingEvidence } from '../probes/xhr-polling';

/** A route as the application's owner described it. */
export interface RouteFacts {
  /** SockJS with STOMP, STOMP straight over WebSocket, any other WebSocket handler, or server-sent events. */
  readonly kind: 'sockjs' | 'stomp' | 'handler' | 'sse';
  readonly path: string;
  /** A path without variables to shake hands on; `path` by default. */
  readonly handshakePath?: string;
}

/**
 * Everything that was learned about one route of one chain: plain JSON, each part only if it was asked.
 * What findings match on.
 */
export interface Evidence {
  /** What a browser types. */
  readonly origin?: string;
  /** Hosts behind the load balancer, where that is known. */
  readonly hosts?: number;
  /** A login was given, so a refusal is a fault. */
  readonly login?: boolean;
  readonly loadBalancer?: { readonly stickiness?: boolean; readonly idleSeconds?: number };

  /** `nginx -t` on the very configuration. */
  readonly nginxTest?: { readonly ok: boolean; readonly output: string };
  /** The application's process. */
  readonly app?: { readonly listening: boolean; readonly exit?: string; readonly log: string; readonly waitedMs: number };
  /** The word of the gate on the host. */
  readonly gate?: { readonly ok: boolean; readonly code?: string; readonly sentence?: string; readonly ms?: number };

  readonly dns?: ResolveEvidence;
  readonly tls?: TlsEvidence;
  readonly redirect?: RedirectEvidence;
  readonly health?: HealthEvidence;

  readonly route?: RouteFacts;
  readonly info?: InfoEvidence;
  /** /info once more without Origin, asked when it failed with one. */
  readonly infoWithoutOrigin?: InfoEvidence;
  readonly handshake?: HandshakeEvidence;
  readonly stomp?: StompEvidence;
  readonly message?: MessageEvidence;
  readonly xhrStreaming?: StreamEvidence;
  /** The same once more without gzip, asked when it was held back. */
  readonly uncompressedStreaming?: StreamEvidence;
  readonly eventSource?: StreamEvidence;
  readonly polling?: PollingEvidence;
  readonly iframe?: IframeEvidence;
  readonly eventStream?: StreamEvidence;
  readonly origins?: OriginEvidence;

  /** The same questions put to the application itself, past load balancer and nginx. */
  readonly direct?: {
    readonly info?: InfoEvidence;
    readonly handshake?: HandshakeEvidence;
    readonly xhrStreaming?: StreamEvidence;
    readonly eventSource?: StreamEvidence;
    readonly polling?: PollingEvidence;
    readonly eventStream?: StreamEvidence;
  };
  /** The agent's own echo behind the very same location: opens whatever the application thinks of strangers. */
  readonly proof?: HandshakeEvidence;
  /** The agent's own event stream behind the same location. */
  readonly proofStream?: StreamEvidence;
  /** The application's own health path, asked by the agent. */
  readonly appHealth?: { readonly status?: number };
  /** What answers when the route is asked in the other way: a raw handshake on a SockJS route, /info on a raw one. */
  readonly otherWay?: { readonly info?: InfoEvidence; readonly handshake?: HandshakeEvidence };
  /** Under which other prefix the route answers. */
  readonly foundAt?: string;
}

/** The steps of a diagnosis in the order in which they are taken: each one's pass is the next one's ground. */
export const QUESTIONS = [
  'nginx-config', 'application', 'dns', 'tls', 'redirect', 'health', 'info', 'websocket', 'stomp', 'message',
  'xhr-streaming', 'eventsource', 'xhr-polling', 'iframe', 'event-stream', 'gate',
] as const;

/** One step of a diagnosis. */
export type Question = (typeof QUESTIONS)[number];
