import { isRefuted, type Fact } from '../../findings/facts';
import { findingOf } from '../../findings/registry';
import type { Clue, SharedText } from './clue';

/** What was seen working. */
export interface SeenOpen {
  /** The routes at which a handshake was answered with 101. */
  readonly routes: ReadonlySet<string>;
  /** A client had a STOMP frame from the server. */
  readonly frames: boolean;
}

/** A clue without the codes that what was seen working refutes. */
export function unrefuted(clue: Clue, seen: SeenOpen): Clue {
  const facts = clue.shared && factsFor(clue.shared, seen);
  return facts ? { ...clue, codes: clue.codes.filter((code) => !isRefuted(findingOf(code)!, facts)) } : clue;
}

/** Frames may have come over a fallback, so they refute nothing of a failed request; a lost connection had been open. */
function factsFor({ says, path }: SharedText, { routes, frames }: SeenOpen): ReadonlySet<Fact> {
  return new Set<Fact>([...(isOpened(path, routes) ? ['101' as const] : []), ...(frames && says === 'little' ? ['frame' as const] : [])]);
}

/** Whether a line's route is one of these; a line without an address may be of any. */
function isOpened(path: string | undefined, routes: ReadonlySet<string>): boolean {
  return path === undefined ? routes.size > 0 : [...routes].some((route) => path === route || path.startsWith(`${route}/`));
}
