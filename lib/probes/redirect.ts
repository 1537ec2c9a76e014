import type { Failure } from './dial';
import { exchange } from './exchange';
import { header } from './http-reader';
import type { Target } from './target';

/** Where plain HTTP leads. */
export interface RedirectEvidence {
  readonly asked: string;
  readonly status?: number;
  readonly location?: string;
  /** It leads to the same path and query at the https origin. */
  readonly leadsHome: boolean;
  /** It leads to the same path at the https origin, but has lost the query. */
  readonly queryLost?: boolean;
  readonly failure?: Failure;
  readonly ms: number;
}

/** A query of our own, for whoever redirects must keep it. It is no part of what is found. */
const MARK = 'kept=1';

/** Asks: does http:// lead to https://, with host, path and query kept? */
export async function redirect(http: Target, home: string, path: string): Promise<RedirectEvidence> {
  const answer = await exchange(http, { path: `${path}?${MARK}` });
  const location = header(answer.headers, 'location');
  return {
    asked: `${http.origin}${path}`,
    status: answer.status,
    location: location && unmarked(location),
    leadsHome: [301, 302, 307, 308].includes(answer.status ?? 0) && same(location, `${home}${path}?${MARK}`),
    queryLost: same(location, `${home}${path}`),
    failure: answer.failure,
    ms: answer.ms,
  };
}

/** A URL without the mark, which a login page may have got as a part of where to return to. */
function unmarked(location: string): string {
  return location.replace(/(\?|%3F)kept(?:=|%3D)1(?:&|%26)/i, '$1').replace(/(?:\?|&|%3F|%26)kept(?:=|%3D)1/i, '');
}

function same(location: string | undefined, expected: string): boolean {
  return location !== undefined && URL.canParse(location) && new URL(location).href === new URL(expected).href;
}
