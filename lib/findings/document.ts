import { HOPS } from '../chain/hops';
import type { Finding } from './finding';
import { rank } from './likelihood';
import { likeliestFirst } from './search';
import { PLACES, PLACE_NAMES, type Place } from './symptom';

/** FINDINGS.md: the texts that people search for, each with what it can mean; then every finding, what is seen of it first. */
export function findingsDocument(findings: readonly Finding[]): string {
  const hops = HOPS.filter((hop) => findings.some((finding) => finding.hop === hop));
  return [
    '# Findings',
    '',
    'How chains of browser, load balancer, nginx and Spring Boot break, as `doctor`, `rehearse` and the host\'s gate name it. Generated from `lib/findings`;',
    '`npx cdk-spring-websocket explain <code or text>` shows the same.',
    '',
    '## By what you see',
    '',
    'The likeliest cause first. `<url>` and the like stand for what differs.',
    '',
    ...PLACES.flatMap((place) => table(place, findings)),
    ...hops.map((hop) => section(hop, findings.filter((finding) => finding.hop === hop))),
  ].join('\n');
}

function table(place: Place, findings: readonly Finding[]): string[] {
  const causes = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const { text } of finding.symptoms?.filter(({ seen }) => seen === place) ?? []) {
      causes.set(text, [...(causes.get(text) ?? []), finding]);
    }
  }
  const rows = alike([...causes].map(([text, found]) => ({ texts: [text], found: likeliestFirst(found) })));
  const name = PLACE_NAMES[place];
  return rows.length === 0 ? [] : [
    `| ${name[0].toUpperCase()}${name.slice(1)} | can mean |`,
    '|---|---|',
    ...rows.map(({ texts, found }) => `| ${texts.map(code).join('<br>')} | ${found.map((finding) => `[${finding.code}](#${anchor(finding)})`).join(', ')} |`),
    '',
  ];
}

interface Row {
  readonly texts: readonly string[];
  readonly found: readonly Finding[];
}

/** Texts with the same causes in one row; the likeliest causes first. */
function alike(rows: readonly Row[]): Row[] {
  const byCauses = new Map<string, Row>();
  for (const { texts, found } of rows) {
    const key = found.map((finding) => finding.code).join();
    byCauses.set(key, { texts: [...(byCauses.get(key)?.texts ?? []), ...texts], found });
  }
  return [...byCauses.values()].sort((a, b) => rank(a.found[0].code) - rank(b.found[0].code) || b.found.length - a.found.length || (a.texts[0] < b.texts[0] ? -1 : 1));
}

function section(hop: string, findings: readonly Finding[]): string {
  return [`## At ${hop}`, '', ...findings.map(entry)].join('\n');
}

function entry(finding: Finding): string {
  const { title, cause, why, cure, paste, source, severity, symptoms } = finding;
  const kind = severity === 'notice' ? ' (worth knowing, breaks nothing)' : '';
  const places = PLACES.map((place) => ({ place, texts: symptoms?.filter(({ seen }) => seen === place).map(({ text }) => code(text)) ?? [] })).filter(({ texts }) => texts.length > 0);
  return [
    `<a id="${anchor(finding)}"></a>`,
    '',
    `### ${finding.code}: ${title}${kind}`,
    '',
    `**Seen as** ${why}`,
    '',
    ...(places.length === 0 ? [] : [...places.map(({ place, texts }) => `- ${PLACE_NAMES[place]}: ${texts.join(', ')}`), '']),
    `**Because** ${cause}`,
    '',
    `**Cure** ${cure}`,
    '',
    ...(paste === undefined ? [] : ['```', paste, '```', '']),
    `Sources: ${source.join(', ')}`,
    '',
  ].join('\n');
}

function anchor({ code: name }: Finding): string {
  return name.toLowerCase();
}

/** As code, also where the text has a backtick or a table's bar in it. */
function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text.replace(/\|/g, '\\|')}\``;
}
