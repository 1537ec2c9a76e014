import { findingOf } from '../findings/registry';
import type { Conclusion, Seen } from '../doctor/logs/conclusion';
import type { Possible, Remaining } from '../doctor/remaining';
import type { Report, Reported } from '../doctor/report';
import { detail, findingInFull, headline, headlines, labelled, notice, toPaste, type Notice } from './finding-page';
import { BLANK, paragraph, verbatim, type Block, type Tone } from './page';
import { doctorOf } from './program';
import { tellingApart } from './telling-apart';

/** What an examination comes to, in the order in which it is read. */
interface Parts {
  readonly cause?: readonly Block[];
  readonly alsoFound: readonly (readonly Block[])[];
  readonly notices: readonly Notice[];
}

/** The conclusion of questions to a chain; `tail` is what the part that failed wrote last. */
export function reportedConclusion({ cause, alsoFound, notices, remaining, evidence }: Report, tail: readonly Block[] = []): Block[] {
  const told = conclusion({
    cause: cause && [...findingInFull(cause, routesOf(cause), detailOf(cause)), ...tail, ...so(cause.consequences)],
    alsoFound: alsoFound.map((found) => [...findingInFull(found, routesOf(found), detailOf(found)), ...so(found.consequences)]),
    notices: notices.map((found) => ({ ...found, where: routesOf(found), details: found.detail ? [found.detail] : [] })),
  });
  const further = evidence.some(({ direct }) => direct !== undefined) ? undefined : DIRECTLY;
  const next = (command: string) => (command === 'doctor <url>' ? further : command);
  return [...told, ...remaining.flatMap((open) => [BLANK, ...openInFull(open, 'bad', '', [], next)])];
}

/** The conclusion of logs or of a recording, with the lines that show it. */
export function seenConclusion({ cause, alsoFound, notices, remaining }: Conclusion): Block[] {
  const told = conclusion({
    cause: cause && seenInFull(cause),
    alsoFound: alsoFound.map(seenInFull),
    notices: notices.map((seen) => ({ ...seen, where: times(seen) })),
  });
  return [
    ...told,
    ...remaining.flatMap((open) => [
      BLANK,
      ...openInFull(open, open.isFailure ? 'bad' : 'doubt', ` (${times(open)})`, proofLines(open.proofs)),
    ]),
  ];
}

/** What several causes share, those that remain, and the commands that tell them apart. */
function openInFull(
  { text, possible }: Remaining,
  tone: Tone,
  where: string,
  lines: readonly Block[],
  next?: (command: string) => string | undefined,
): Block[] {
  if (possible.length === 0) {
    return [paragraph([{ text, tone }, `${where}: what was seen working refutes every known cause`]), ...lines];
  }
  return [
    paragraph([{ text, tone }, `${where}: could not tell, these remain, the most frequent first`]),
    ...lines,
    ...(possible.length > FEW ? headlines(possible) : possible.flatMap(inShort)),
    ...tellingApart(
      possible.map(({ code }) => findingOf(code)!),
      next,
    ).slice(0, -1),
  ];
}

/** What tells the application from what stands before it. */
const DIRECTLY = 'doctor <url> --direct <application>';

/** So few that their cures can stand side by side. */
const FEW = 3;

function inShort(found: Possible): Block[] {
  return [headline(found), labelled('cure', found.cure), ...(found.paste ? toPaste(found.paste) : [])];
}

/** What follows from a finding. */
function so(consequences: readonly string[]): Block[] {
  return consequences.map((text, index) => labelled(index === 0 ? 'so' : '', text));
}

function conclusion({ cause, alsoFound, notices }: Parts): Block[] {
  return [
    ...(cause ? [BLANK, ...cause] : []),
    ...alsoFound.flatMap((found) => [BLANK, ...found]),
    ...(notices.length > 0 ? [BLANK, ...notices.flatMap(notice)] : []),
  ];
}

function routesOf({ routes }: Reported): string {
  return routes.join(', ');
}

/** What the evidence adds: the host's own sentence has the finding's title and cure in it, which are printed besides. */
function detailOf({ code, hop, title, cure, detail: what = '' }: Reported): Block[] {
  const added = [`${code} at ${hop}: ${title}`, `${cure}.`].reduce((text, said) => text.replace(said, ''), what).trim();
  return added ? [detail(added.replace(/^\((.*)\)\.$/s, '$1'))] : [];
}

function seenInFull(seen: Seen): Block[] {
  const { consequences = [] } = seen;
  return [
    ...findingInFull(seen, times(seen), [...seen.details.map(detail), ...proofLines(seen.proofs)]),
    ...so(consequences.map(({ code, title, details }) => `${code}: ${[title, ...details].join('; ')}`)),
  ];
}

/** What to do first about a problem. */
export function whatFirst(cause: Seen | undefined, url = '<url>'): Block[] {
  const what = cause ? `${cause.code} is what to change first` : 'something fails, and nothing here shows which cause it is';
  return [paragraph([{ text: what, tone: 'bad' }, '; to see it from outside:']), ...verbatim(doctorOf(url), 2)];
}

/** Lines of logs, with where they stand. */
export function proofLines(proofs: Seen['proofs']): Block[] {
  return proofs.map(({ file, line, text }) => detail([{ text: `${file}:${line}:`, tone: 'quiet' }, ` ${text}`]));
}

/** How often, and from when to when. */
export function times({ count, first, last }: Pick<Seen, 'count' | 'first' | 'last'>): string {
  const often = count === 1 ? 'once' : `${count} times`;
  if (first === undefined) {
    return often;
  }
  return first === last ? `${often}, ${first}` : `${often}, ${first} to ${last}`;
}
