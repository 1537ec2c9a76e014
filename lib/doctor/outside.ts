import type { RouteFacts } from '../findings/evidence';
import type { Echo } from '../probes/message';
import { STOMP_PROTOCOLS, TELLING_PROTOCOLS } from '../probes/stomp';
import type { Target } from '../probes/target';

/** A chain of which only a URL is known, and what its asker adds. */
export interface Outside {
  /** As a browser meets it, with the login that was given. */
  readonly target: Target;
  readonly path: string;
  /** The kind of the route, when the asker knows it. */
  readonly kind?: RouteFacts['kind'];
  /** The origin of the page that connects; by default the server's own. */
  readonly page?: string;
  /** The application or a hop before it, asked the same to compare. */
  readonly direct?: { readonly target: Target; readonly path: string };
  /** Plain HTTP at the same name, which should lead to https. */
  readonly http?: Target;
  /** The same name over TLS, when the URL is a plain one. */
  readonly secure?: Target;
  readonly health?: { readonly path: string; readonly matcher: string };
  /** Addresses to use instead of what DNS says, and why. */
  readonly addresses?: { readonly list: readonly string[]; readonly standIn: string };
  /** A login was given, so a refusal is a fault. */
  readonly login: boolean;
  readonly headerNames: readonly string[];
  readonly connectHeaders?: Readonly<Record<string, string>>;
  readonly echo?: Echo;
  readonly hosts?: number;
  /** How long to hold silent sockets; not at all by default. */
  readonly idleMs?: number;
  readonly sizes?: boolean;
  /** How long to watch a deployment; not at all by default. */
  readonly deployMs?: number;
}

/** The Origin that the probes send: the page's, or the server's own. */
export function pageOf({ page, target }: Outside): string {
  return page ?? new URL(target.origin).origin;
}

/** The sub-protocols that a plain handshake offers: what clients of such a route offer, or what tells which kind it is. */
export function offerOf({ kind }: Outside): readonly string[] | undefined {
  return kind === 'handler' ? undefined : kind === 'stomp' ? STOMP_PROTOCOLS : TELLING_PROTOCOLS;
}
