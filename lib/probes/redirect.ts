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
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks: does http:// lead to https://, with host, path and query kept? */
export async function redirect(http: Target, home: string, path: string): Promise<RedirectEvidence> {
  const answer = await exchange(http, { path: `${path}?kept=1` });
  const location = header(answer.headers, 'location');
  return {
    asked: `${http.origin}${path}?kept=1`,
    status: answer.status,
    location,
    leadsHome: [301, 302, 307, 308].includes(answer.status ?? 0) && same(location, `${home}${path}?kept=1`),
    failure: answer.failure,
    ms: answer.ms,
  };
}

function same(location: string | undefined, expected: string): boolean {
  return location !== undefined && URL.canParse(location) && new URL(location).href === new URL(expected).href;
}
