import type { Chain } from '../questions/chain';
import type { UrlReport } from './diagnose';

/** As many redirects as are followed. */
const MOST = 3;

/** Examines what the socket's URL is redirected to, when that is wanted. Nobody else gets a login of this one. */
export async function followed(chain: Chain, diagnose: (chain: Chain) => Promise<UrlReport>, left = MOST): Promise<UrlReport> {
  const outcome = await diagnose(chain);
  const [{ handshake, info }] = outcome.evidence;
  const redirected = [handshake, info].find(
    (answer) => answer?.status !== undefined && answer.status >= 300 && answer.status < 400 && answer.location,
  );
  const base = `${chain.target.origin}${redirected?.path ?? ''}`;
  if (!redirected?.location || left === 0 || !URL.canParse(redirected.location, base)) {
    return outcome;
  }
  const next = new URL(redirected.location, base);
  const path = next.pathname.replace(/(\/info|\/000\/[^/]+\/websocket)\/*$/, '');
  const { connect, ...target } = chain.target;
  const moved: Chain = {
    ...chain,
    routes: chain.routes.map((route) => ({ ...route, path })),
    direct: undefined,
    http: undefined,
    secure: undefined,
    resolve: undefined,
    target: { ...target, origin: next.origin, ...(target.origin === next.origin ? { connect } : {}) },
  };
  return followed(keepsLogin(target.origin, next.origin) ? moved : withoutLogin(moved), diagnose, left - 1);
}

/** The same origin, or its own step from plain HTTP to TLS. Never the other way round, and never another port. */
function keepsLogin(from: string, to: string): boolean {
  return to === from || (from.startsWith('http:') && to === `https://${new URL(from).host}`);
}

function withoutLogin(chain: Chain): Chain {
  return {
    ...chain,
    target: { ...chain.target, headers: undefined, query: undefined },
    login: false,
    headerNames: [],
    connectHeaders: undefined,
  };
}
