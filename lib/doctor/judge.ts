import { distance } from '../chain/hops';
import { QUESTIONS, type Question } from '../findings/evidence';
import type { Finding } from '../findings/finding';
import { findingOf, FINDINGS } from '../findings/registry';
import type { Evidence } from '../findings/evidence';
import type { Answer, Examined } from './answer';

/** A finding that fits, the question that it answers first, and the routes on which it was met. */
export interface Diagnosis {
  readonly finding: Finding;
  readonly routes: readonly string[];
  /** What of the evidence made it fit, where that helps: a path, a sentence of the host's. */
  readonly detail?: string;
}

/** What all evidence together means. */
export interface Judged {
  /** Findings that break something, the cause first. */
  readonly problems: readonly Diagnosis[];
  /** Findings that are worth knowing and break nothing. */
  readonly notices: readonly Diagnosis[];
  /** The answers, with the findings' word added to them. */
  readonly answers: readonly Answer[];
}

/** Every finding that fits one evidence, by its own matching or by the word of the gate on the host. */
export function matching(evidence: Evidence): Finding[] {
  const told = evidence.gate && !evidence.gate.ok && evidence.gate.code ? findingOf(evidence.gate.code) : undefined;
  const matched = FINDINGS.filter((finding) => finding.matches?.(evidence));
  return told && !matched.includes(told) ? [...matched, told] : matched;
}

/**
 * Finds the cause: of all findings that break something the one that breaks the earliest step, and of
 * those the one nearest to the client. What only follows from something is named when nothing else is.
 */
export function judge(parts: readonly Examined[]): Judged {
  const met = new Map<Finding, { routes: string[]; detail?: string }>();
  for (const { evidence } of parts) {
    for (const finding of matching(evidence)) {
      const entry = met.get(finding) ?? { routes: [], detail: detail(finding, evidence) };
      met.set(finding, { ...entry, routes: [...new Set([...entry.routes, ...(evidence.route ? [evidence.route.path] : [])])] });
    }
  }
  const all = [...met].map(([finding, { routes, detail: why }]): Diagnosis => ({ finding, routes, detail: why })).sort((a, b) => order(a.finding, b.finding));
  const grave = all.filter(({ finding }) => finding.severity !== 'notice');
  const causes = grave.filter(({ finding }) => !finding.symptom);
  const answers = parts.flatMap(({ answers: own, evidence }) => {
    const breaking = matching(evidence).filter(({ severity }) => severity !== 'notice');
    return own.map((answer) => aggravate(answer, breaking));
  });
  return {
    problems: causes.length > 0 ? causes : grave,
    notices: all.filter(({ finding }) => finding.severity === 'notice'),
    answers,
  };
}

/** A question that went well by itself is a problem when a finding says what is wrong with it. */
function aggravate(answer: Answer, breaking: readonly Finding[]): Answer {
  const finding = answer.verdict === 'healthy' ? breaking.find(({ explains, symptom }) => !symptom && explains.includes(answer.question)) : undefined;
  const deeper = finding && (answer.question === 'stomp' || answer.question === 'xhr-polling' || answer.question === 'message' || answer.question === 'info');
  return finding && deeper ? { ...answer, verdict: 'problem', summary: `${answer.summary}: ${finding.title}` } : answer;
}

function order(a: Finding, b: Finding): number {
  const symptom = Number(a.symptom ?? false) - Number(b.symptom ?? false);
  return symptom || step(a.explains) - step(b.explains) || distance(a.hop) - distance(b.hop) || FINDINGS.indexOf(a) - FINDINGS.indexOf(b);
}

function step(questions: readonly Question[]): number {
  return Math.min(...questions.map((question) => QUESTIONS.indexOf(question)));
}

function detail(finding: Finding, evidence: Evidence): string | undefined {
  if (evidence.gate?.code === finding.code) {
    return evidence.gate.sentence;
  }
  switch (finding.code) {
    case 'CTX-PATH':
      return `found at ${evidence.foundAt}`;
    case 'NGX-CONFIG-INVALID':
      return evidence.nginxTest?.output.split('\n').find((line) => /emerg/.test(line));
    case 'SPR-ORIGIN-403':
      return `Origin ${evidence.origin}`;
    default:
      return undefined;
  }
}
