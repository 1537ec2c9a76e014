import { HOPS } from '../chain/hops';
import { refusedStatus, saysNotOpened } from './common-symptoms';
import { FACTS } from './facts';
import type { Finding } from './finding';
import { anchor, code, paragraph } from './markdown';
import { REFUSED_WITH_N } from './refused-handshake';
import { sockJsStatus } from './sockjs-requests';
import { PLACES, PLACE_NAMES, type Place, type Symptom } from './symptom';
import { symptomTables } from './symptom-tables';

/** FINDINGS.md: the texts that people search for, each with what it can mean; then every finding. */
export function findingsDocument(findings: readonly Finding[]): string {
  const hops = HOPS.filter((hop) => findings.some((finding) => finding.hop === hop));
  return [
    '# Findings',
    '',
    'All failures of a chain of browser, load balancer, nginx and Spring Boot that `doctor` and `rehearse`',
    'know, and that stop a deployment. `npx cdk-spring-websocket explain <code or text>` shows the same.',
    'This page is generated from `lib/findings`.',
    '',
    '## By what you see',
    '',
    'The likeliest cause comes first. `<url>` and the like stand for what differs.',
    '',
    ...symptomTables(findings),
    ...hops.flatMap((hop) => [`## At ${hop}`, '', ...findings.filter((finding) => finding.hop === hop).map(entry)]),
  ].join('\n');
}

function entry(finding: Finding): string {
  const { title, cause, why, cure, paste, source, severity, refutedBy = [] } = finding;
  const kind = severity === 'notice' ? ' (worth knowing, breaks nothing)' : '';
  const texts = PLACES.flatMap((place) => textsAt(place, finding));
  return [
    `<a id="${anchor(finding)}"></a>`,
    '',
    `### ${finding.code}: ${title}${kind}`,
    '',
    paragraph(`**Seen as** ${why}`),
    '',
    ...(texts.length === 0 ? [] : [...texts, '']),
    paragraph(`**Because** ${cause}`),
    '',
    ...(refutedBy.length === 0 ? [] : [paragraph(`**Not where** ${refutedBy.map((fact) => FACTS[fact].says).join(', or ')}`), '']),
    paragraph(`**Cure** ${cure}`),
    '',
    ...(paste === undefined ? [] : ['```', paste, '```', '']),
    'Sources:',
    ...source.map((each) => `- ${each}`),
    '',
  ].join('\n');
}

function textsAt(place: Place, { symptoms = [] }: Finding): string[] {
  const here = symptoms.filter((symptom) => symptom.seen === place && !saysNotOpened(symptom));
  const distinct = (key: (symptom: Symptom) => string | undefined) => [...new Set(here.flatMap((symptom) => key(symptom) ?? []))];
  const refused = distinct(refusedStatus).map((status) => code(REFUSED_WITH_N[0].replace(/\bN\b/, status)));
  const answered = distinct(sockJsStatus).map(code);
  const others = here.filter((symptom) => !refusedStatus(symptom) && !sockJsStatus(symptom)).map(({ text }) => code(text));
  const requests = answered.length === 0 ? [] : [`SockJS requests ${answered.join(', ')}`];
  return [...refused, ...requests, ...others].map((text) => `- ${PLACE_NAMES[place]}: ${text}`);
}
