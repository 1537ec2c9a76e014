import type { RouteFacts } from '../findings/evidence';
import type { Echo } from '../probes/message';
import type { ResolveEvidence } from '../probes/resolve';
import type { Target } from '../probes/target';

/** A chain to examine: where a browser meets it, and what is known of its inside. */
export interface Chain {
  /** As a browser meets it. */
  readonly target: Target;
  readonly routes: readonly RouteFacts[];
  /** The plain HTTP port that should lead to https. */
  readonly http?: Target;
  /** The application itself, past everything, where it can be reached. */
  readonly direct?: Target;
  /** What the load balancer's health check asks, and of whom. */
  readonly health?: { readonly target: Target; readonly path: string; readonly matcher: string };
  /** Who answers for the name instead of DNS. */
  readonly resolve?: () => Promise<ResolveEvidence>;
  readonly hosts?: number;
  readonly loadBalancer?: { readonly stickiness?: boolean; readonly idleSeconds?: number };
  /** A login is part of the target's headers or query. */
  readonly login?: boolean;
  /** Headers for STOMP CONNECT, such as a login. */
  readonly connectHeaders?: Readonly<Record<string, string>>;
  /** A destination and where its answer arrives, per message check. */
  readonly echo?: Echo;
  /** Asks the gate on the host. */
  readonly gate?: () => Promise<{ readonly ok: boolean; readonly code?: string; readonly sentence?: string; readonly ms: number }>;
}
