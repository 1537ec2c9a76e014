import type { Evidence } from '../../findings/evidence';
import { STOMP_PROTOCOLS, TELLING_PROTOCOLS } from '../../probes/stomp';
import { sessionPath } from '../../probes/sockjs';
import { unbracketed } from '../../probes/target';
import type { AskedRoute, Chain } from './chain';
import type { Asking, Form } from './question';

/** How long a socket must stay open to count: what stands behind a gateway refuses within milliseconds. */
export const WATCH_MS = 500;

/** A route of a chain, asked as one of a kind. */
export function askingOf(chain: Chain, { path, handshakePath }: AskedRoute, form: Form): Asking {
  const { target, page } = chain;
  return {
    chain,
    form,
    sockJs: form === 'sockjs',
    target,
    path: handshakePath ?? path,
    origin: page ?? new URL(target.origin).origin,
  };
}

/** The same, put to a hop farther in. */
export function asDirect(asking: Asking): Asking | undefined {
  const { direct } = asking.chain;
  return direct && { ...asking, target: direct.target, path: direct.path ?? asking.path };
}

/** What a chain's owner says of it. */
export function factsOf({ target, page, login, headerNames, hosts, loadBalancer, redirects }: Chain): Evidence {
  const { origin } = new URL(target.origin);
  const own = { page: page === origin ? undefined : page, login, headerNames, headBytes: headBytes(target) };
  return { origin, ...own, hosts, loadBalancer, redirects };
}

/** What the caller's headers and query add to every request. */
function headBytes({ headers = {}, query = '' }: Chain['target']): number {
  return Object.entries(headers).reduce((sum, [name, value]) => sum + name.length + value.length + 4, query.length);
}

/** The name that clients use. */
export function nameOf({ target }: Pick<Asking, 'target'>): string {
  return unbracketed(new URL(target.origin).hostname);
}

/** How long what needs no application may take. */
export function patienceOf({ target }: Pick<Asking, 'target'>): number {
  return Math.min(5000, target.patienceMs ?? 5000);
}

/** Where a WebSocket of this route opens: each session of SockJS's has a path of its own. */
export function socketPath({ sockJs, path }: Pick<Asking, 'sockJs' | 'path'>): string {
  return sockJs ? `${sessionPath(path)}/websocket` : path;
}

/** The sub-protocols that a client of such a route offers, or what tells whether it is STOMP. */
export function offerOf({ form }: Pick<Asking, 'form'>): readonly string[] | undefined {
  if (form === 'sockjs' || form === 'handler') return undefined;
  return form === 'stomp' ? STOMP_PROTOCOLS : TELLING_PROTOCOLS;
}
