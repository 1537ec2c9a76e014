import type { Evidence, ProvedFinding, Question, RelayEvidence, RouteFacts } from '../../findings/evidence';
import type { HostTarget } from '../../probes/between-hosts';
import type { SharedChannel } from '../../probes/broadcasts';
import type { Echo } from '../../probes/echo';
import type { ResolveEvidence } from '../../probes/resolve';
import type { Target } from '../../probes/target';

/** A route that is asked; without its kind, where its answers are to show it. */
export type AskedRoute = Omit<RouteFacts, 'kind'> & Partial<Pick<RouteFacts, 'kind'>>;

/** A running chain to ask: where a browser meets it, and what is known of its inside. */
export interface Chain {
  /** As a browser meets it, with the login that was given. */
  readonly target: Target;
  readonly routes: readonly AskedRoute[];
  /** The origin of the page that connects; by default the server's own. */
  readonly page?: string;
  /** A hop farther in, asked the same to compare, and the path that a route has there when it is another one. */
  readonly direct?: { readonly target: Target; readonly path?: string };
  /** Plain HTTP at the same name. */
  readonly http?: Target;
  /** Plain HTTP is to lead to https. */
  readonly redirects?: boolean;
  /** The same name over TLS, when the target is a plain one. */
  readonly secure?: Target;
  /** What the load balancer's health check asks; of the chain itself, when no other target is named. */
  readonly health?: { readonly target?: Target; readonly path: string; readonly matcher: string };
  /** Who answers for the name instead of DNS. */
  readonly resolve?: () => Promise<ResolveEvidence>;
  /** The proxy is nginx, by its owner's word. */
  readonly proxy?: 'nginx';
  readonly hosts?: number;
  /** The way to each of several hosts, where a client can choose. */
  readonly each?: readonly HostTarget[];
  /** Through what they share messages, where that can be listened to. */
  readonly shared?: SharedChannel;
  readonly loadBalancer?: { readonly stickiness?: boolean; readonly idleSeconds?: number };
  /** Looks whether the application on each host is connected to its STOMP broker, where that can be seen. */
  readonly relay?: () => Promise<RelayEvidence>;
  /** What companions' words prove, where they share messages. */
  readonly sharing?: () => readonly ProvedFinding[];
  /** A login is part of the target's headers or query, so a refusal is a fault. */
  readonly login?: boolean;
  /** Names of the headers that were given. */
  readonly headerNames?: readonly string[];
  /** Headers for STOMP CONNECT, such as a login. */
  readonly connectHeaders?: Readonly<Record<string, string>>;
  /** A destination and where its answer arrives, per message check. */
  readonly echo?: Echo;
  /** The same for the tabs of one user. */
  readonly echoUser?: Echo;
  /** How long to hold silent sockets; not at all by default. */
  readonly idleMs?: number;
  /** Whether to send large messages. */
  readonly sizes?: boolean;
  /** How long to watch a deployment; not at all by default. */
  readonly deployMs?: number;
  /** What the application has logged, where that can be read. */
  readonly applicationLog?: () => string;
  /** Asks the gate on the host. */
  readonly gate?: () => Promise<{ readonly ok: boolean; readonly code?: string; readonly sentence?: string; readonly ms: number }>;
  /** Questions, or parts of the evidence, that would tell nothing about this chain. */
  readonly omit?: readonly (Question | keyof Evidence)[];
}

/** Addresses that are given instead of what DNS says, and why. */
export function standIn(name: string, addresses: readonly string[], why: string): ResolveEvidence {
  const v6 = addresses.filter((address) => address.includes(':'));
  return { name, v4: addresses.filter((address) => !v6.includes(address)), v6, standIn: why, ms: 0 };
}
