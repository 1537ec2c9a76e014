import type { Finding, FindingText } from '../findings/finding';
import type { Evidence } from '../findings/evidence';
import type { Answer, Examined } from './answer';
import { judge, type Diagnosis } from './judge';

/** A finding as a report carries it. */
export type Reported = FindingText & { readonly routes: readonly string[]; readonly detail?: string };

/** The outcome of an examination: plain JSON. */
export interface Report {
  readonly verdict: 'healthy' | 'problem' | 'undetermined';
  readonly origin?: string;
  /** What broke first. */
  readonly cause?: Reported;
  /** What is broken besides. */
  readonly alsoFound: readonly Reported[];
  readonly notices: readonly Reported[];
  readonly answers: readonly Answer[];
  /** What follows from the cause: later questions that went wrong without a finding of their own. */
  readonly consequences: readonly string[];
  /** All that was learned, per route. */
  readonly evidence: readonly Evidence[];
}

/** Draws the conclusion from everything that was examined. */
export function report(parts: readonly Examined[]): Report {
  const { problems, notices, answers } = judge(parts);
  const [cause, ...rest] = problems;
  // What the same cure heals is no second thing to do.
  const cured = rest.filter(({ finding }) => cause?.finding.alsoCures?.includes(finding.code));
  // Where nothing better is found than what follows from something, one of it is enough.
  const others = cause?.finding.symptom ? [] : rest.filter((diagnosis) => !cured.includes(diagnosis));
  const wrong = answers.filter(({ verdict }) => verdict === 'problem');
  const explained = new Set(problems.flatMap(({ finding }) => finding.explains));
  return {
    verdict: problems.length > 0 || wrong.length > 0 ? 'problem' : answers.some(({ verdict }) => verdict === 'undetermined') ? 'undetermined' : 'healthy',
    origin: parts[0]?.evidence.origin,
    cause: cause && reported(cause),
    alsoFound: others.map(reported),
    notices: notices.map(reported),
    answers,
    consequences: cause ? [...cured.map(({ finding: { code, title } }) => `${title}, which the same lines cure (${code})`), ...wrong.filter(({ question }) => !explained.has(question)).map(({ question, summary }) => `${question}: ${summary}`)] : [],
    evidence: parts.map(({ evidence }) => evidence),
  };
}

function reported({ finding, routes, detail }: Diagnosis): Reported {
  return { ...textOf(finding), routes, detail };
}

/** What a finding says, without how it is recognised. */
export function textOf({ code, hop, title, cause, why, cure, paste, source, severity }: Finding): FindingText {
  return { code, hop, title, cause, why, cure, paste, source, severity };
}
