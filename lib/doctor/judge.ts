import { isAwsQuestion } from '../aws/questions';
import { asSeen, concerns, inNginx } from '../findings/cures';
import type { Finding } from '../findings/finding';
import { byImportance } from '../findings/importance';
import { proxiesOf } from '../findings/who/who';
import { remainingOf, type Remaining } from './remaining';
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
  /** Findings that are worth knowing and break nothing, or only follow from what could not be told. */
  readonly notices: readonly Diagnosis[];
  /** What the answers can mean where nothing proves a cause. */
  readonly remaining: readonly Remaining[];
  /** The answers, with the findings' word added to them. */
  readonly answers: readonly Answer[];
}

/** Every finding that fits one evidence, by its own matching or by the word of the gate on the host. */
export function matching(evidence: Evidence): Finding[] {
  return matches(evidence).map(({ finding }) => finding);
}

/** A finding as it shows in one evidence: what AWS or a file tells of it is nearer to the case than its general text. */
function matches(evidence: Evidence): Match[] {
  const { aws, proved = [], gate } = evidence;
  const seen = proxiesOf(evidence);
  const found = FINDINGS.filter((finding) => concerns(finding, seen)).flatMap((finding): Match[] => {
    const inAws = aws && finding.inAws?.(aws);
    if (inAws) {
      const { title = finding.title, hop = finding.hop, paste = finding.paste, question, notice } = inAws;
      return [
        {
          finding: { ...finding, title, hop, paste, explains: [question], severity: notice ? 'notice' : finding.severity },
          detail: inAws.detail,
        },
      ];
    }
    return finding.matches?.(evidence) ? [{ finding: asSeen(finding, seen), detail: detail(finding, evidence) }] : [];
  });
  const read = proved.flatMap(({ code, detail: what, paste, question }): Match[] => {
    const finding = findingOf(code);
    const text = finding && inNginx(finding);
    return text ? [{ finding: { ...text, explains: [question], paste: paste ?? text.paste }, detail: what }] : [];
  });
  const word = gate && !gate.ok && gate.code ? findingOf(gate.code) : undefined;
  return [
    ...found,
    ...read,
    ...(word && !found.some(({ finding }) => finding.code === word.code) ? [{ finding: inNginx(word), detail: gate?.sentence }] : []),
  ].sort((a, b) => byImportance(a.finding, b.finding));
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
  const causes = grave.filter(({ finding }) => !finding.secondary);
  const answers = parts.flatMap(({ answers: own, evidence }) => {
    const breaking = matching(evidence).filter(({ severity }) => severity !== 'notice');
    // What passes between hosts is a question of its own: on one of them a message arrived.
    const ofOneHost = ({ question }: Answer) => question === 'message' && evidence.betweenHosts !== undefined;
    return own.map((answer) => (ofOneHost(answer) ? answer : aggravate(answer, breaking)));
  });
  const notices = all.filter(({ finding }) => finding.severity === 'notice');
  const said = grave.flatMap(({ finding }) => (finding.isLast ? [] : finding.explains));
  const open = answers.filter(({ verdict, question }) => verdict === 'problem' && !said.includes(question));
  const remaining = causes.length > 0 ? [] : parts.flatMap((part) => openIn(part, open));
  if (remaining.length > 0) {
    // Of what only follows from something, the rows say all but what was asked for besides.
    return { problems: [], notices: [...notices, ...grave.filter(({ finding }) => finding.outside)], remaining, answers };
  }
  return { problems: causes.length > 0 ? causes : grave, notices, remaining, answers };
}

/** What answers to the questions about one part can mean. */
function openIn({ evidence }: Examined, open: readonly Answer[]): Remaining[] {
  const path = evidence.route?.path;
  const failed = open.filter(({ route }) => (route ?? path) === path);
  return remainingOf(evidence, [...new Set(failed.map(({ question }) => question))]);
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
  return {
    finding: { ...known.finding, severity, paste },
    routes,
    detail: both(...(known.detail?.split('; ') ?? []), what).join('; ') || undefined,
  };
}

/** A question that went well by itself is a problem when a finding says what is wrong with it. */
function aggravate(answer: Answer, breaking: readonly Finding[]): Answer {
  const finding =
    answer.verdict === 'healthy' ? breaking.find(({ explains, secondary }) => !secondary && explains.includes(answer.question)) : undefined;
  const deeper =
    finding &&
    (answer.question === 'stomp' ||
      answer.question === 'xhr-polling' ||
      answer.question === 'message' ||
      answer.question === 'info' ||
      isAwsQuestion(answer.question));
  return finding && deeper ? { ...answer, verdict: 'problem', summary: `${answer.summary}: ${finding.title}` } : answer;
}

function detail(finding: Finding, evidence: Evidence): string | undefined {
  return evidence.gate?.code === finding.code ? evidence.gate.sentence : finding.detail?.(evidence);
}
