import { distance } from '../chain/hops';
import { isAwsQuestion } from '../aws/questions';
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

/** A finding as it fits one evidence. */
type Match = Omit<Diagnosis, 'routes'>;

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
  return matches(evidence).map(({ finding }) => finding);
}

/** A finding as it shows in one evidence: what AWS or a file tells of it is nearer to the case than its general text. */
function matches(evidence: Evidence): Match[] {
  const { aws, told = [], gate } = evidence;
  const found = FINDINGS.flatMap((finding): Match[] => {
    const inAws = aws && finding.inAws?.(aws);
    if (inAws) {
      const { title = finding.title, hop = finding.hop, paste = finding.paste, question, notice } = inAws;
      return [{ finding: { ...finding, title, hop, paste, explains: [question], severity: notice ? 'notice' : finding.severity }, detail: inAws.detail }];
    }
    return finding.matches?.(evidence) ? [{ finding, detail: detail(finding, evidence) }] : [];
  });
  const read = told.flatMap(({ code, detail: what, paste, question }): Match[] => {
    const finding = findingOf(code);
    return finding ? [{ finding: { ...finding, explains: [question], paste: paste ?? finding.paste }, detail: what }] : [];
  });
  const word = gate && !gate.ok && gate.code ? findingOf(gate.code) : undefined;
  return [...found, ...read, ...(word && !found.some(({ finding }) => finding === word) ? [{ finding: word, detail: gate?.sentence }] : [])];
}

/**
 * Finds the cause: of all findings that break something the one that breaks the earliest step, and of
 * those the one nearest to the client. What only follows from something is named when nothing else is.
 */
export function judge(parts: readonly Examined[]): Judged {
  const met = new Map<string, Diagnosis>();
  for (const { evidence } of parts) {
    for (const match of matches(evidence)) {
      met.set(match.finding.code, merged(met.get(match.finding.code), match, evidence.route?.path));
    }
  }
  const all = [...met.values()].sort((a, b) => byImportance(a.finding, b.finding));
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

/** The same finding in another place: graver where it is graver there, with all that is to be said and pasted. */
function merged(known: Diagnosis | undefined, { finding, detail: what }: Match, route: string | undefined): Diagnosis {
  const both = (...texts: (string | undefined)[]) => [...new Set(texts.filter((text) => text !== undefined))];
  const routes = both(...(known?.routes ?? []), route);
  if (!known) {
    return { finding, routes, detail: what };
  }
  const severity = known.finding.severity === 'notice' ? finding.severity : known.finding.severity;
  const paste = both(known.finding.paste, finding.paste).join('\n') || undefined;
  return { finding: { ...known.finding, severity, paste }, routes, detail: both(...(known.detail?.split('; ') ?? []), what).join('; ') || undefined };
}

/** A question that went well by itself is a problem when a finding says what is wrong with it. */
function aggravate(answer: Answer, breaking: readonly Finding[]): Answer {
  const finding = answer.verdict === 'healthy' ? breaking.find(({ explains, symptom }) => !symptom && explains.includes(answer.question)) : undefined;
  const deeper = finding && (answer.question === 'stomp' || answer.question === 'xhr-polling' || answer.question === 'message' || answer.question === 'info' || isAwsQuestion(answer.question));
  return finding && deeper ? { ...answer, verdict: 'problem', summary: `${answer.summary}: ${finding.title}` } : answer;
}

/** Puts the cause first: the earliest step, then the hop nearest to the client; what only follows from something last. */
export function byImportance(a: Finding, b: Finding): number {
  const symptom = Number(a.symptom ?? false) - Number(b.symptom ?? false);
  return symptom || step(a.explains) - step(b.explains) || distance(a.hop) - distance(b.hop) || rankOf(a) - rankOf(b);
}

function rankOf({ code }: Finding): number {
  return FINDINGS.findIndex((finding) => finding.code === code);
}

function step(questions: readonly Question[]): number {
  return Math.min(QUESTIONS.length, ...questions.map((question) => QUESTIONS.indexOf(question)));
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
