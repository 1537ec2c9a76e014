import { EMERGENCY, isAnyones, saysLittle, showsFrame } from './common-symptoms';
import { consoleRequest, ConsoleLines } from './console-request';
import { isRefuted, type Fact } from './facts';
import type { Finding } from './finding';
import { rank } from './likelihood';
import { FINDINGS } from './registry';
import { contains, pieces, tellsClose, type Symptom } from './symptom';
import { isFewerOf, mostTelling } from './weigh';

/** What a pasted text can mean. */
export interface Meaning {
  /** Whether the text holds a known symptom, or only words like those of one. */
  readonly certain: boolean;
  /** The symptoms that it holds. */
  readonly symptoms: readonly Symptom[];
  /** What can have caused it, the likeliest first. */
  readonly causes: readonly Finding[];
  /** Those of them that alone show one of its lines. */
  readonly proved: readonly Finding[];
  /** Those that remain for lines that none of these explains. */
  readonly possible: readonly Finding[];
}

const MAX_LINES = 200;
const MAX_LENGTH = 2000;

/** Looks a pasted text up: a message, or a piece of a console or a log. */
export function meaningOf(text: string): Meaning {
  const consoleLines = new ConsoleLines();
  const lines = text
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => simple(consoleRequest(consoleLines.joined(line.trim().slice(0, MAX_LENGTH)))))
    .filter((line) => line.length > 2);
  const byLine = lines.map((line) => fitting(line));
  const found = byLine.flat();
  if (found.length === 0) {
    const near = similar(lines.join(' '));
    return { certain: false, symptoms: [], causes: near, proved: [], possible: near };
  }
  const meanings = byLine.map((fits) => ({
    findings: [...new Set(fits.map(({ finding }) => finding))],
    codes: [...new Set(fits.map(({ finding }) => finding.code))],
    isWeak: fits.every(({ symptom }) => saysLittle(symptom)),
    isProof: fits.some(({ symptom }) => !isAnyones(symptom)),
  }));
  const proved = likeliestFirst([
    ...new Set(meanings.flatMap(({ findings, isProof }) => (findings.length === 1 && isProof ? findings : []))),
  ]);
  // A lost connection had been open where a frame came over it.
  const facts: ReadonlySet<Fact> = new Set(text.split('\n').slice(0, MAX_LINES).some(showsFrame) ? ['frame'] : []);
  const unproved = meanings
    .filter(({ findings }) => findings.length > 0 && !findings.some((finding) => proved.includes(finding)))
    .map((meaning) => {
      const findings = meaning.findings.filter((finding) => !meaning.isWeak || !isRefuted(finding, facts));
      return { ...meaning, findings, codes: findings.map(({ code }) => code) };
    });
  const open = mostTelling(unproved, proved.length > 0).map(({ findings }) => findings);
  const symptoms = [...new Map(found.map(({ symptom }) => [symptom.text, symptom])).values()];
  const causes = likeliestFirst([...new Set(found.map(({ finding }) => finding))]);
  return { certain: true, symptoms, causes, proved, possible: likeliestFirst([...new Set(open.flat())]) };
}

/** What can have caused one line of a console. */
export function causesOf(line: string): readonly Finding[] {
  return [...new Set(fitting(simple(line)).map(({ finding }) => finding))];
}

/** Sorts what one text can mean: causes before what only follows from something, then by how often each is met. */
export function likeliestFirst(findings: readonly Finding[]): Finding[] {
  const key = ({ code, secondary, severity }: Finding) => [Number(secondary ?? false), Number(severity === 'notice'), rank(code)];
  return [...findings].sort((a, b) => key(a).reduce((order, value, index) => order || value - key(b)[index], 0));
}

interface Fit {
  readonly finding: Finding;
  readonly symptom: Symptom;
  /** The line says all of it, not only a part. */
  readonly whole: boolean;
}

/** A symptom as lines are compared with it. */
interface Wanted {
  readonly finding: Finding;
  readonly symptom: Symptom;
  readonly plain: string;
  readonly parts: readonly string[];
}

let wanted: readonly Wanted[] | undefined;

/** All symptoms, prepared once: a text has up to 200 lines. */
function allWanted(): readonly Wanted[] {
  wanted ??= FINDINGS.flatMap((finding) =>
    (finding.symptoms ?? []).map((symptom) => {
      const plain = simple(symptom.text);
      return { finding, symptom, plain, parts: pieces(plain) };
    }),
  );
  return wanted;
}

/** Of the symptoms that a line holds, those that no longer one includes. */
function fitting(line: string): Fit[] {
  const fits = allWanted().flatMap((each): Fit[] => {
    const whole = holds(line, each);
    return whole || isPartOf(line, each) ? [{ finding: each.finding, symptom: each.symptom, whole }] : [];
  });
  const whole = fits.filter((fit) => fit.whole);
  const certain = whole.length > 0 ? whole : fits;
  const isAlone = certain.every(({ symptom }) => symptom.text === EMERGENCY);
  const found = certain.filter(
    ({ symptom }) => (isAlone || symptom.text !== EMERGENCY) && !whole.some((other) => includes(other.symptom, symptom)),
  );
  const causes = new Map<string, string[]>();
  found.forEach(({ symptom: { text }, finding }) => causes.set(text, [...(causes.get(text) ?? []), finding.code]));
  const telling = [...new Set(found.filter((fit) => fit.whole).map(({ symptom: { text } }) => text))];
  return found.filter(({ symptom }) => !telling.some((text) => isFewerOf(causes.get(text)!, causes.get(symptom.text)!)));
}

/** Whether one symptom says all that another says, and more. */
export function includes(longer: Symptom, shorter: Symptom): boolean {
  return longer.text.length > shorter.text.length && contains(longer.text, pieces(shorter.text));
}

function holds(line: string, { symptom: { seen, text }, plain, parts }: Wanted): boolean {
  if (text === EMERGENCY) return line.includes('[emerg] ');
  return seen === 'close' ? line === plain || tellsClose(line, plain) : contains(line, parts);
}

/** People often paste only the beginning. */
function isPartOf(line: string, { symptom: { seen }, plain }: Wanted): boolean {
  return line.length > (seen === 'close' ? 12 : 7) && plain.includes(line);
}

/** Findings that share words with a text that holds no known symptom. */
function similar(text: string): Finding[] {
  const asked = words(text);
  if (asked.size === 0) {
    return [];
  }
  const scored = FINDINGS.map((finding) => {
    const own = words(
      simple(
        [finding.code, finding.title, finding.cause, finding.why, ...(finding.symptoms ?? []).map((symptom) => symptom.text)].join(' '),
      ),
    );
    return { finding, share: [...asked].filter((word) => own.has(word)).length / asked.size };
  });
  return scored
    .filter(({ share }) => share >= 0.6)
    .sort((a, b) => b.share - a.share || rank(a.finding.code) - rank(b.finding.code))
    .slice(0, 5)
    .map(({ finding }) => finding);
}

/** Words of every failure, which are near to all findings and so to none. */
const EVERYWHERE = new Set(
  (
    'address client close closed connect connecting connection error errors exception failed failure from handshake header headers host ' +
    'http https invalid ioexception illegalargumentexception java message nginx reading request requests response server ' +
    'socket status this upstream websocket while with'
  ).split(' '),
);

function words(text: string): Set<string> {
  return new Set((text.match(/[a-z0-9_]{4,}/g) ?? []).filter((word) => !EVERYWHERE.has(word)));
}

/** One spelling for what copying changes: quotes, spaces, case. */
function simple(text: string): string {
  return text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim();
}
