import type { Hop } from '../chain/hops';
import type { Evidence } from '../findings/evidence';
import type { Finding, FindingText } from '../findings/finding';
import { verdictOf, type Answer, type Examined } from './answer';
import { causes, hungOn } from './causes';
import { judge, type Diagnosis } from './judge';
import type { Remaining } from './remaining';

/** A finding as a report carries it. */
export type Reported = FindingText & {
  readonly routes: readonly string[];
  readonly detail?: string;
  /** What follows from it: what its cure heals besides, and questions that went wrong after it without a finding of their own. */
  readonly consequences: readonly string[];
};

/** A question and its answer, which accuses nobody. */
export type ReportedAnswer = Omit<Answer, 'hop'> & {
  /** The farthest hop that a good answer proves. */
  readonly farthest: Hop;
  /** Of an answer that went wrong: where its cause is, if that is known. */
  readonly hop?: Hop;
};

/** The outcome of an examination: plain JSON. */
export interface Report {
  readonly verdict: 'healthy' | 'problem' | 'undetermined';
  readonly origin?: string;
  /** What broke first. */
  readonly cause?: Reported;
  /** What is broken besides. */
  readonly alsoFound: readonly Reported[];
  readonly notices: readonly Reported[];
  /** What the answers can mean where nothing proves a cause. */
  readonly remaining: readonly Remaining[];
  readonly answers: readonly ReportedAnswer[];
  /** All that was learned, per route. */
  readonly evidence: readonly Evidence[];
}

/** Draws the conclusion from everything that was examined. */
export function report(parts: readonly Examined[]): Report {
  const { problems, notices, remaining, answers } = judge(parts);
  // Where nothing better is found than what follows from something, one of it is enough.
  const found = problems[0]?.finding.secondary ? problems.slice(0, 1) : problems;
  const roots = causes(found);
  const wrong = answers.filter(({ verdict }) => verdict === 'problem');
  const explained = new Set(problems.flatMap(({ finding }) => finding.explains));
  const [cause, ...alsoFound] = roots.map(({ root, healed }) =>
    reported(root, [
      ...healed.map(({ finding: { code, title } }) => `${title}, which the same lines cure (${code})`),
      ...wrong
        .filter((answer) => !explained.has(answer.question) && hungOn(answer, roots) === root)
        .map(({ question, summary }) => `${question}: ${summary}`),
    ]),
  );
  return {
    verdict: verdictOf({
      problem: problems.length > 0 || (wrong.length > 0 && remaining.length === 0),
      undetermined: remaining.length > 0 || answers.some(({ verdict }) => verdict === 'undetermined'),
    }),
    origin: parts[0]?.evidence.origin,
    cause,
    alsoFound,
    notices: notices.map((notice) => reported(notice, [])),
    remaining,
    answers: answers.map(({ hop: farthest, ...answer }) => ({
      ...answer,
      farthest,
      hop: answer.verdict === 'problem' ? hungOn(answer, roots)?.finding.hop : undefined,
    })),
    evidence: parts.map(({ evidence }) => evidence),
  };
}

function reported({ finding, routes, detail }: Diagnosis, consequences: readonly string[]): Reported {
  return { ...textOf(finding), routes, detail, consequences };
}

/** What a finding says, without how it is recognised. */
export function textOf({ code, hop, title, cause, why, cure, paste, source, severity }: Finding): FindingText {
  return { code, hop, title, cause, why, cure, paste, source, severity };
}
