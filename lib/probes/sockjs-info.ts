import type { Failure } from './dial';
import { cookieNames } from './cookies';
import { edgeOf } from './edge';
import { exchange } from './exchange';
import { header, headerValues } from './http-reader';
import { trimmed } from './sockjs';
import type { Target } from './target';

/** What a SockJS endpoint says of itself. */
export interface InfoEvidence {
  readonly path: string;
  readonly status?: number;
  readonly reason?: string;
  readonly contentType?: string;
  readonly server?: string;
  /** What those on the way wrote into the answer, as `name: value`. */
  readonly via?: string;
  readonly location?: string;
  /** The body is SockJS's JSON. */
  readonly isInfo: boolean;
  /** Absent when the body is not SockJS's JSON. */
  readonly websocket?: boolean;
  readonly cookieNeeded?: boolean;
  /** Access-Control-Allow-Origin lines; two of them are one too many. */
  readonly allowOrigin: readonly string[];
  /** The names of the cookies that were set. */
  readonly cookies: readonly string[];
  readonly body: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks: is there a SockJS endpoint, and what does it offer? */
export async function sockJsInfo(target: Target, path: string, origin?: string): Promise<InfoEvidence> {
  const answer = await exchange(target, { path: `${trimmed(path)}/info`, headers: origin ? { Origin: origin } : {} });
  const info = parse(answer.body);
  return {
    path: `${trimmed(path)}/info`,
    status: answer.status,
    reason: answer.reason,
    contentType: header(answer.headers, 'content-type'),
    server: header(answer.headers, 'server'),
    via: edgeOf(answer.headers),
    location: header(answer.headers, 'location'),
    isInfo: answer.status === 200 && typeof info?.websocket === 'boolean',
    websocket: typeof info?.websocket === 'boolean' ? info.websocket : undefined,
    cookieNeeded: typeof info?.cookie_needed === 'boolean' ? info.cookie_needed : undefined,
    allowOrigin: headerValues(answer.headers, 'access-control-allow-origin'),
    cookies: cookieNames(answer.headers),
    body: answer.body.slice(0, 400),
    failure: answer.failure,
    ms: answer.ms,
  };
}

function parse(body: string): { websocket?: unknown; cookie_needed?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
