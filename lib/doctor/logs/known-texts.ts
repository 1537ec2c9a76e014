import { EMERGENCY, isAnyones, saysLittle } from '../../findings/common-symptoms';
import type { Finding } from '../../findings/finding';
import { FINDINGS } from '../../findings/registry';
import { includes, likeliestFirst } from '../../findings/search';
import { isFewerOf } from '../../findings/weigh';
import { contains, pieces, tellsClose, type Place, type Symptom } from '../../findings/symptom';
import type { SharedText } from './clue';
import type { LineKind, LogLine } from './log-line';

/** A text that lines are compared with. */
export interface KnownText {
  readonly symptom: Symptom;
  readonly findings: readonly Finding[];
  readonly codes: readonly string[];
  /** Several findings have it, or errors that no finding is about, so that it shows none alone. */
  readonly isShared: boolean;
  readonly fits: (message: string) => boolean;
}

/** Which texts stand in which kind of log. Access logs have none: their requests or connections are counted. */
const PLACES_OF: Readonly<Record<LineKind, readonly Place[]>> = {
  'nginx error log': ['nginx'],
  // Java's clients write logs like Spring's.
  'Spring log': ['spring', 'client'],
  'nginx stream log': [],
  'access log': [],
  'load balancer access log': [],
  'CloudFront access log': [],
  'HAProxy log': [],
  'Envoy access log': [],
  'Caddy log': ['proxy'],
  'Traefik access log': [],
  'httpd error log': ['proxy'],
  text: ['client', 'close', 'frame', 'answer', 'aws', 'proxy'],
};

/** nginx does not start, whatever it says. */
const EMERGENCIES = knownTexts('nginx error log').filter(({ symptom }) => symptom.text === EMERGENCY);

const TEXTS = new Map((Object.keys(PLACES_OF) as LineKind[]).map((kind) => [kind, knownTexts(kind)]));

/** The known texts that a line holds, without those that a longer one includes, or that share the causes of another with more. */
export function textsIn({ kind, message, isEmergency }: LogLine): readonly KnownText[] {
  const fitting = (TEXTS.get(kind) ?? []).filter(({ fits }) => fits(message));
  const found = isEmergency && fitting.length === 0 ? EMERGENCIES : fitting;
  return found.length < 2
    ? found
    : found.filter(({ symptom, codes }) => !found.some((other) => includes(other.symptom, symptom) || isFewerOf(other.codes, codes)));
}

/** What such a text says where it stands in a message; undefined for a text of one cause. */
export function sharedText({ symptom, isShared }: KnownText, message: string): SharedText | undefined {
  const [, path] = /\b(?:https?|wss?):\/\/[^\s/'"]+(\/[^\s'"?]*)/.exec(message) ?? [];
  return isShared ? { text: symptom.text, says: saysLittle(symptom) ? 'little' : 'failure', path } : undefined;
}

function knownTexts(kind: LineKind): readonly KnownText[] {
  const places = PLACES_OF[kind];
  const byText = new Map<string, { symptom: Symptom; findings: Finding[] }>();
  for (const finding of FINDINGS) {
    for (const symptom of finding.symptoms?.filter(({ seen }) => places.includes(seen)) ?? []) {
      const entry = byText.get(symptom.text) ?? { symptom, findings: [] };
      entry.findings.push(finding);
      byText.set(symptom.text, entry);
    }
  }
  return [...byText.values()].map(({ symptom, findings }) => ({
    symptom,
    findings: likeliestFirst(findings),
    codes: likeliestFirst(findings).map(({ code }) => code),
    isShared: findings.length > 1 || isAnyones(symptom),
    fits: comparison(kind, symptom),
  }));
}

/**
 * Servers begin a message with what it is about, so only its beginning counts: what users wrote, which may be
 * anything, stands further on. A console has many shapes, and there the text may stand anywhere.
 */
function comparison(kind: LineKind, { seen, text }: Symptom): (message: string) => boolean {
  const parts = pieces(text);
  if (seen === 'close') {
    return (message) => message.includes(parts[0].split(' ')[0]) && tellsClose(message, text);
  }
  if (kind === 'Spring log') {
    return (message) =>
      message.startsWith(parts[0])
        ? contains(message, parts)
        : message.includes('\n') && message.split('\n').some((line) => contains(line, parts, true));
  }
  if (seen === 'nginx') {
    return text.startsWith('<')
      ? (message) => contains(message.split(', client: ')[0], parts)
      : (message) => contains(message, parts, true);
  }
  return (message) => contains(message, parts);
}
