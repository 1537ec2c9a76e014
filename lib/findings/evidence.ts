import type { AwsEvidence } from '../aws/facts';
import { AWS_QUESTIONS } from '../aws/questions';
import type { BetweenHostsEvidence } from '../probes/between-hosts';
import type { BroadcastsEvidence } from '../probes/broadcasts';
import type { BurstEvidence } from '../probes/burst';
import type { DeflateEvidence } from '../probes/deflate';
import type { FrontEvidence } from '../probes/front';
import type { H2cEvidence } from '../probes/h2c-upgrade';
import type { HandshakeEvidence } from '../probes/handshake';
import type { HealthEvidence } from '../probes/health';
import type { HoldEvidence } from '../probes/hold';
import type { HeldStream } from '../probes/hold-stream';
import type { Http2Evidence } from '../probes/http2-handshake';
import type { IframeEvidence } from '../probes/iframe';
import type { MessageEvidence } from '../probes/message';
import type { NodeEvidence } from '../probes/nodes';
import type { OriginEvidence } from '../probes/origins';
import type { PreflightEvidence } from '../probes/preflight';
import type { ReachEvidence } from '../probes/reach';
import type { RedirectEvidence } from '../probes/redirect';
import type { ResolveEvidence } from '../probes/resolve';
import type { SizesEvidence } from '../probes/sizes';
import type { InfoEvidence } from '../probes/sockjs-info';
import type { StickinessEvidence } from '../probes/stickiness';
import type { StompEvidence } from '../probes/stomp-connect';
import type { StreamEvidence } from '../probes/stream';
import type { TlsEvidence } from '../probes/tls';
import type { ViteClientEvidence } from '../probes/vite-client';
import type { WatchEvidence } from '../probes/watch';
import type { PollingEvidence } from '../probes/xhr-polling';

/** One transport of a SockJS client's list, and what it would meet. */
export interface ClientStep {
  readonly transport: 'websocket' | 'xhr-streaming' | 'eventsource' | 'iframe' | 'xhr-polling';
  readonly outcome: 'opens' | 'refused' | 'too late' | 'silent' | 'not offered';
  /** How long it keeps the client. */
  readonly ms: number;
}

/** What a browser's SockJS client would do with these answers. */
export interface ClientEvidence {
  /** What it would end up with. */
  readonly transport?: ClientStep['transport'];
  readonly afterMs: number;
  /** How long it waits for each transport: from the time that /info took. */
  readonly deadlineMs: number;
  readonly steps: readonly ClientStep[];
}

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
  /** Plain HTTP is to lead to https. */
  readonly redirects?: boolean;
  readonly loadBalancer?: { readonly stickiness?: boolean; readonly idleSeconds?: number };

  /** `nginx -t` on the very configuration. */
  readonly nginxTest?: { readonly ok: boolean; readonly output: string };
  /** The application's process. */
  readonly app?: {
    readonly listening: boolean;
    readonly exit?: string;
    /** Why it ended, in a line of its log. */
    readonly failure?: string;
    readonly log: string;
    readonly waitedMs: number;
  };
  /** The word of the gate on the host. */
  readonly gate?: { readonly ok: boolean; readonly code?: string; readonly sentence?: string; readonly ms?: number };

  /** The origin of the page that connects, when it is another one than the server's own. */
  readonly page?: string;
  /** Names of the headers that the caller gave. */
  readonly headerNames?: readonly string[];
  /** How long these headers and the query are. */
  readonly headBytes?: number;
  /** The kind of the route is the caller's word; else it was found out. */
  readonly kindGiven?: boolean;

  readonly dns?: ResolveEvidence;
  readonly reach?: ReachEvidence;
  /** What each address of the name answers, where there are several and it is not chance. */
  readonly nodes?: readonly NodeEvidence[];
  readonly tls?: TlsEvidence;
  readonly redirect?: RedirectEvidence;
  readonly health?: HealthEvidence;

  /** What the application has of its STOMP broker. */
  readonly relay?: RelayEvidence;

  readonly route?: RouteFacts;
  readonly info?: InfoEvidence;
  /** /info once more without Origin, asked when it failed with one. */
  readonly infoWithoutOrigin?: InfoEvidence;
  readonly handshake?: HandshakeEvidence;
  readonly stomp?: StompEvidence;
  readonly message?: MessageEvidence;
  /** What clients on several hosts hear of each other. */
  readonly betweenHosts?: BetweenHostsEvidence;
  /** What a user's tabs on several hosts hear. */
  readonly sameUser?: BetweenHostsEvidence;
  /** The first of these by each fallback of SockJS's. */
  readonly transports?: Readonly<Record<string, BetweenHostsEvidence>>;
  /** What hosts send of themselves. */
  readonly broadcasts?: BroadcastsEvidence;
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

  /** The same route over TLS, asked when the URL is a plain one. */
  readonly secure?: { readonly info?: InfoEvidence; readonly handshake?: HandshakeEvidence; readonly trusted: boolean };
  /** A handshake with the Origin of a page of somebody else's. */
  readonly stranger?: HandshakeEvidence;
  readonly preflight?: PreflightEvidence;
  readonly stickiness?: StickinessEvidence;
  readonly deflate?: DeflateEvidence;
  readonly http2?: Http2Evidence;
  readonly h2c?: H2cEvidence;
  readonly client?: ClientEvidence;
  /** /info once more when nothing else was asked, and the handshake after it when it had been slow. */
  readonly again?: { readonly infoMs: number; readonly handshakeMs?: number; readonly status?: number };
  /** What was wrong with an answer at first, and not when the same was asked again. */
  readonly atFirst?: Readonly<Partial<Record<Question, string>>>;
  readonly burst?: BurstEvidence;
  readonly front?: FrontEvidence;
  /** Asked where nothing shows which proxy it is. */
  readonly viteClient?: ViteClientEvidence;
  /** What is answered after a line of the PROXY protocol, asked where every connection is closed without an answer. */
  readonly afterProxyLine?: FrontEvidence;
  readonly hold?: HoldEvidence;
  /** How long an event stream lives. */
  readonly holdStream?: HeldStream;
  /** The same past the load balancer. */
  readonly holdDirect?: HoldEvidence;
  readonly sizes?: SizesEvidence;
  readonly watch?: WatchEvidence;

  /** What AWS itself tells of the chain. */
  readonly aws?: AwsEvidence;
  /** What was read in user data or on a console, or heard of companions. */
  readonly proved?: readonly ProvedFinding[];
}

/** What each host has of the STOMP broker to which it relays. */
export interface RelayEvidence {
  /** Every application holds a session of its own. */
  readonly up: boolean;
  /** What keeps the first one without it from that, as the agent found it. */
  readonly code?: string;
  readonly seen?: string;
  readonly ms: number;
}

/** A finding that a configuration, a log or the companion's word proves by itself, and what of it. */
export interface ProvedFinding {
  readonly code: string;
  readonly detail: string;
  readonly paste?: string;
  /** Which question it answers. */
  readonly question: Question;
}

/** The steps of a diagnosis in the order in which they are taken: each one's pass is the next one's ground. */
export const QUESTIONS = [
  'nginx-config',
  'application',
  'dns',
  'tcp',
  'tls',
  'redirect',
  ...AWS_QUESTIONS,
  'health',
  'relay',
  'info',
  'websocket',
  'stomp',
  'message',
  'xhr-streaming',
  'eventsource',
  'xhr-polling',
  'iframe',
  'cors',
  'client',
  'between-hosts',
  'same-user',
  'transports',
  'broadcasts',
  'event-stream',
  'idle',
  'sizes',
  'deploy',
  'gate',
] as const;

/** One step of a diagnosis. */
export type Question = (typeof QUESTIONS)[number];
