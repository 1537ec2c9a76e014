import type { Failure } from './dial';
import { exchange } from './exchange';
import { header } from './http-reader';
import type { Target } from './target';

/** What a load balancer's health check hears. */
export interface HealthEvidence {
  readonly path: string;
  readonly status?: number;
  /** What counts as healthy, as a target group says it: `200`, `200-299`, `200,202`. */
  readonly matcher: string;
  readonly healthy: boolean;
  readonly location?: string;
  readonly body: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks as a load balancer does: no cookie, no forwarded header, the target's own address as Host. */
export async function health(target: Target, path: string, matcher = '200', timeoutMs = 5000): Promise<HealthEvidence> {
  const answer = await exchange(
    { ...target, headers: {}, query: undefined },
    { path, headers: { 'User-Agent': 'ELB-HealthChecker/2.0' } },
    { timeoutMs },
  );
  return {
    path,
    status: answer.status,
    matcher,
    healthy: answer.status !== undefined && matches(answer.status, matcher),
    location: header(answer.headers, 'location'),
    body: answer.body.slice(0, 200),
    failure: answer.failure,
    ms: answer.ms,
  };
}

/** Whether a status is in a target group's matcher. */
export function matches(status: number, matcher: string): boolean {
  return matcher.split(',').some((part) => {
    const [from, to = from] = part.trim().split('-').map(Number);
    return status >= from && status <= to;
  });
}
