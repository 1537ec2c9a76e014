import type { Finding } from '../../findings/finding';
import { FINDINGS } from '../../findings/registry';
import { includes, likeliestFirst } from '../../findings/search';
import { contains, pieces, tellsClose, type Place, type Symptom } from '../../findings/symptom';
import type { LineKind, LogLine } from './log-line';

/** A text that lines are compared with. */
export interface KnownText {
  readonly symptom: Symptom;
  readonly codes: readonly string[];
  readonly fits: (message: string) => boolean;
}

/** Which texts stand in which kind of log. Access logs have none: their requests are counted. */
const PLACES_OF: Readonly<Record<LineKind, readonly Place[]>> = {
  'nginx error log': ['nginx'],
  // Java's clients write logs like Spring's.
  'Spring log': ['spring', 'client'],
  'access log': [],
  text: ['client', 'close', 'frame', 'answer'],
};

const TEXTS = new Map((Object.keys(PLACES_OF) as LineKind[]).map((kind) => [kind, knownTexts(kind)]));

/** The known texts that a line holds, without those that a longer one includes. */
export function textsIn({ kind, message }: LogLine): readonly KnownText[] {
  const found = (TEXTS.get(kind) ?? []).filter(({ fits }) => fits(message));
  return found.length < 2 ? found : found.filter(({ symptom }) => !found.some((other) => includes(other.symptom, symptom)));
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
  return [...byText.values()].map(({ symptom, findings }) => ({ symptom, codes: likeliestFirst(findings).map(({ code }) => code), fits: comparison(kind, symptom) }));
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
    return (message) => message.startsWith(parts[0]) ? contains(message, parts) : message.includes('\n') && message.split('\n').some((line) => contains(line, parts, true));
  }
  if (seen === 'nginx') {
    return text.startsWith('<') ? (message) => contains(message.split(', client: ')[0], parts) : (message) => contains(message, parts, true);
  }
  return (message) => contains(message, parts);
}
