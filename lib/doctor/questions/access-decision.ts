import type { Evidence } from '../../findings/evidence';
import { asksForSession } from '../../findings/outside-signatures';
import { wantsLogin } from '../../findings/signatures';
import { whoAnswered } from '../../findings/who/who';
import type { HttpAnswer } from '../../probes/http-answer';
import type { Judgement } from '../answer';

/**
 * Refusing strangers is no fault. Whether the chain is healthy behind it shows in the comparison with the same question put to a hop
 * farther in, or only with a login.
 */
export function strangerRefused(answer: HttpAnswer & { readonly ms?: number }, direct: HttpAnswer | undefined): Judgement {
  const { status, ms } = answer;
  const who = whoAnswered(answer) === 'alb' ? 'the load balancer' : 'the application';
  // The application is not asked what a load balancer decides for it.
  if (direct === undefined || asksForSession(answer)) {
    return { verdict: 'undetermined', summary: `${status}: ${who} asks for a login; --header or --query gives one`, ms };
  }
  return direct.status === status
    ? { verdict: 'healthy', summary: `${status}: ${who} asks for a login, and nothing on the way changed its answer`, ms }
    : { verdict: 'problem', summary: `${status}, but not when asked directly`, ms };
}

/**
 * 401, a 403 that is not about the Origin, a redirect to a login (a load balancer's too), or the empty 200 of an interceptor that
 * refused.
 */
export function isAccessDecision({ origins }: Evidence, answer: HttpAnswer): boolean {
  const who = whoAnswered(answer);
  if (who === 'alb') {
    return wantsLogin(answer);
  }
  if (who !== 'spring' && who !== 'unknown') {
    return false;
  }
  const forbidden =
    answer.status === 403 && !answer.body.startsWith('Invalid CORS') && origins?.accepted.length === 0 && origins.withoutOrigin === 403;
  return wantsLogin(answer) || forbidden || (answer.status === 200 && answer.body === '');
}
