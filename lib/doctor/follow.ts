import type { OutsideReport } from './diagnose';
import type { Outside } from './outside';

/** As many redirects as are followed. */
const MOST = 3;

/** Examines what the socket's URL is redirected to, when that is wanted. Another host gets no login of this one. */
export async function followed(outside: Outside, diagnose: (outside: Outside) => Promise<OutsideReport>, left = MOST): Promise<OutsideReport> {
  const outcome = await diagnose(outside);
  const [{ handshake, info }] = outcome.evidence;
  const redirected = [handshake, info].find((answer) => answer?.status !== undefined && answer.status >= 300 && answer.status < 400 && answer.location);
  const base = `${outside.target.origin}${redirected?.path ?? ''}`;
  if (!redirected?.location || left === 0 || !URL.canParse(redirected.location, base)) {
    return outcome;
  }
  const next = new URL(redirected.location, base);
  const path = next.pathname.replace(/(\/info|\/000\/[^/]+\/websocket)?\/*$/, '');
  const { hostname } = new URL(outside.target.origin);
  const { origin, connect, headers, query, ...target } = outside.target;
  const same = next.hostname === hostname;
  return followed({ ...outside, path, direct: undefined, http: undefined, secure: undefined, addresses: undefined, login: same && outside.login, target: { ...target, origin: next.origin, ...(same ? { headers, query } : {}), ...(origin === next.origin ? { connect } : {}) } }, diagnose, left - 1);
}
