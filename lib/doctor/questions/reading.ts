import type { Failure } from '../../probes/dial';
import type { StreamEvidence } from '../../probes/stream';
import type { Judgement } from '../answer';

/** Reads evidence that is good or bad; undefined, when there is none. */
export function judge(ok: boolean | undefined, good: string, bad: string, ms?: number): Judgement {
  return ok === undefined
    ? { verdict: 'undetermined', summary: bad, ms }
    : { verdict: ok ? 'healthy' : 'problem', summary: ok ? good : bad, ms };
}

/** What went wrong, where nothing was answered. */
export function said(failure: Failure | undefined): string {
  return failure ? failure.message || failure.kind : 'no answer';
}

/** An answer that is no success, in one line. */
export function refusal(answer: { status?: number; reason?: string; body: string; failure?: Failure } | undefined): string {
  if (answer?.status === undefined) {
    return said(answer?.failure);
  }
  const body = answer.body
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 90);
  return [`${answer.status}`, ...(answer.reason && !body ? [answer.reason] : []), ...(body ? [body] : [])].join(' ');
}

/** A stream that opens at once, or does not. */
export function readStream(evidence: StreamEvidence | undefined, opening: string): Judgement {
  if (evidence?.status === 404) {
    return { verdict: 'not-offered', summary: '404: the application switched it off', ms: evidence.ms };
  }
  const silence =
    evidence?.failure?.kind === 'timeout'
      ? `${evidence.headMs === undefined ? 'nothing' : 'headers but no data'} within ${evidence.waitedMs} ms`
      : undefined;
  return judge(
    evidence?.opened,
    `${evidence?.status}, ${opening} after ${evidence?.openedMs} ms`,
    silence ?? refusal(evidence),
    evidence?.ms,
  );
}
