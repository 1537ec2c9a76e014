import type { Finding } from './finding';
import { rank } from './likelihood';
import { FINDINGS } from './registry';
import { contains, pieces, tellsClose, type Symptom } from './symptom';

/** What a pasted text can mean. */
export interface Meaning {
  /** Whether the text holds a known symptom, or only words like those of one. */
  readonly certain: boolean;
  /** The symptoms that it holds. */
  readonly symptoms: readonly Symptom[];
  /** What can have caused it, the likeliest first. */
  readonly causes: readonly Finding[];
}

const MAX_LINES = 200;
const MAX_LENGTH = 2000;

/** Looks a pasted text up: a message, or a piece of a console or a log. */
export function meaningOf(text: string): Meaning {
  const lines = text.split('\n').slice(0, MAX_LINES).map((line) => simple(line.slice(0, MAX_LENGTH))).filter((line) => line.length > 2);
  const found = lines.flatMap((line) => fitting(line));
  if (found.length === 0) {
    return { certain: false, symptoms: [], causes: similar(lines.join(' ')) };
  }
  const symptoms = [...new Map(found.map(({ symptom }) => [symptom.text, symptom])).values()];
  return { certain: true, symptoms, causes: likeliestFirst([...new Set(found.map(({ finding }) => finding))]) };
}

/** Sorts what one text can mean: causes before what only follows from something, then by how often each is met. */
export function likeliestFirst(findings: readonly Finding[]): Finding[] {
  const key = ({ code, symptom, severity }: Finding) => [Number(symptom ?? false), Number(severity === 'notice'), rank(code)];
  return [...findings].sort((a, b) => key(a).reduce((order, value, index) => order || value - key(b)[index], 0));
}

interface Fit {
  readonly finding: Finding;
  readonly symptom: Symptom;
  /** The line says all of it, not only a part. */
  readonly whole: boolean;
}

/** Of the symptoms that a line holds, those that no longer one includes. */
function fitting(line: string): Fit[] {
  const fits = FINDINGS.flatMap((finding) => (finding.symptoms ?? []).flatMap((symptom): Fit[] => {
    const whole = holds(line, symptom);
    return whole || isPartOf(line, symptom) ? [{ finding, symptom, whole }] : [];
  }));
  return fits.filter(({ symptom }) => !fits.some((other) => other.whole && includes(other.symptom, symptom)));
}

/** Whether one symptom says all that another says, and more. */
export function includes(longer: Symptom, shorter: Symptom): boolean {
  return longer.text.length > shorter.text.length && contains(longer.text, pieces(shorter.text));
}

function holds(line: string, { seen, text }: Symptom): boolean {
  const wanted = simple(text);
  return seen === 'close' ? line === wanted || tellsClose(line, wanted) : contains(line, pieces(wanted));
}

/** People often paste only the beginning. */
function isPartOf(line: string, { seen, text }: Symptom): boolean {
  return line.length > (seen === 'close' ? 12 : 7) && simple(text).includes(line);
}

/** Findings that share words with a text that holds no known symptom. */
function similar(text: string): Finding[] {
  const wanted = words(text);
  if (wanted.size === 0) {
    return [];
  }
  const scored = FINDINGS.map((finding) => {
    const own = words(simple([finding.code, finding.title, finding.cause, finding.why, ...(finding.symptoms ?? []).map((symptom) => symptom.text)].join(' ')));
    return { finding, share: [...wanted].filter((word) => own.has(word)).length / wanted.size };
  });
  return scored.filter(({ share }) => share >= 0.6).sort((a, b) => b.share - a.share || rank(a.finding.code) - rank(b.finding.code)).slice(0, 5).map(({ finding }) => finding);
}

function words(text: string): Set<string> {
  return new Set(text.match(/[a-z0-9_]{4,}/g) ?? []);
}

/** One spelling for what copying changes: quotes, spaces, case. */
function simple(text: string): string {
  return text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
}
