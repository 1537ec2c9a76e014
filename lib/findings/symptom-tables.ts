import { NOT_OPENED, refusedStatus, saysNotOpened } from './common-symptoms';
import type { Finding } from './finding';
import { rank } from './likelihood';
import { code, linkTo } from './markdown';
import { OTHERS_NOT_OPENED, REFUSED_WITH_N } from './refused-handshake';
import { likeliestFirst } from './search';
import { sockJsStatus } from './sockjs-requests';
import { PLACES, PLACE_NAMES, type Place, type Symptom } from './symptom';

/** The texts that people search for, a table for each place where they are met: one row a text, the likeliest causes first. */
export function symptomTables(findings: readonly Finding[]): string[] {
  return [
    'A handshake that was answered with status N instead of 101, as clients print it:',
    '',
    ...REFUSED_WITH_N.map((text) => `- ${code(text)}`),
    '',
    ...table('N', alike(rowsOf(findings, 'client', refusedStatus))),
    "A request of SockJS's, as browsers print it: Chrome `GET <url>/info?t=<n> 404 (Not Found)` or `Failed to load resource`,",
    'Firefox `XHRGET <url>/info?t=<n> [HTTP/1.1 404 Not Found 3ms]`.',
    '',
    ...table('Request and status', alike(rowsOf(findings, 'client', sockJsStatus))),
    'Where a client says only this, it can be any of these causes, or one below that lets no WebSocket open:',
    '',
    ...[...NOT_OPENED.map(({ text }) => text), ...OTHERS_NOT_OPENED].map((text) => `- ${code(text.trimEnd())}`),
    '',
    ...PLACES.flatMap((place) => table(capitalized(PLACE_NAMES[place]), rowsOf(findings, place, asItIs))),
  ];
}

interface Row {
  readonly texts: readonly string[];
  readonly causes: readonly Finding[];
}

/** What is in no table of its own. */
function asItIs(symptom: Symptom): string | undefined {
  return refusedStatus(symptom) || sockJsStatus(symptom) || saysNotOpened(symptom) ? undefined : symptom.text;
}

function rowsOf(findings: readonly Finding[], place: Place, wording: (symptom: Symptom) => string | undefined): Row[] {
  const causes = new Map<string, Set<Finding>>();
  for (const finding of findings) {
    for (const text of finding.symptoms?.flatMap((symptom) => (symptom.seen === place ? (wording(symptom) ?? []) : [])) ?? []) {
      causes.set(text, (causes.get(text) ?? new Set()).add(finding));
    }
  }
  return [...causes].map(([text, found]) => ({ texts: [text], causes: likeliestFirst([...found]) })).sort(likeliest);
}

/** Texts with the same causes in one row. */
function alike(rows: readonly Row[]): Row[] {
  const merged = new Map<string, Row>();
  for (const { texts, causes } of rows) {
    const key = causes.map((finding) => finding.code).join();
    merged.set(key, { texts: [...(merged.get(key)?.texts ?? []), ...texts], causes });
  }
  return [...merged.values()];
}

function likeliest(a: Row, b: Row): number {
  return rank(a.causes[0].code) - rank(b.causes[0].code) || b.causes.length - a.causes.length || (a.texts[0] < b.texts[0] ? -1 : 1);
}

function table(title: string, rows: readonly Row[]): string[] {
  const lines = rows.map(({ texts, causes }) => `| ${texts.map(code).join(' ')} | ${causes.map(linkTo).join(', ')} |`);
  return lines.length === 0 ? [] : [`| ${title} | can mean |`, '|---|---|', ...lines, ''];
}

function capitalized(name: string): string {
  return name[0].toUpperCase() + name.slice(1);
}
