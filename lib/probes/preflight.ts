import type { Failure } from './dial';
import { exchange } from './exchange';
import { header, headerValues } from './http-reader';
import { sessionPath } from './sockjs';
import type { Target } from './target';

/** How a browser's question before a cross-origin request is answered. */
export interface PreflightEvidence {
  readonly origin: string;
  readonly status?: number;
  readonly server?: string;
  readonly allowOrigin: readonly string[];
  readonly allowCredentials: boolean;
  readonly body: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks: may a page of this origin send messages over the fallbacks? */
export async function preflight(target: Target, prefix: string, origin: string): Promise<PreflightEvidence> {
  const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };
  const answer = await exchange(target, { method: 'OPTIONS', path: `${sessionPath(prefix)}/xhr_send`, headers });
  return {
    origin,
    status: answer.status,
    server: header(answer.headers, 'server'),
    allowOrigin: headerValues(answer.headers, 'access-control-allow-origin'),
    allowCredentials: header(answer.headers, 'access-control-allow-credentials') === 'true',
    body: answer.body.slice(0, 300),
    failure: answer.failure,
    ms: answer.ms,
  };
}
