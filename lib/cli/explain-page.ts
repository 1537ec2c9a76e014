import { HOPS } from '../chain/hops';
import { saysNotOpened } from '../findings/common-symptoms';
import { FACTS } from '../findings/facts';
import type { Finding } from '../findings/finding';
import type { Meaning } from '../findings/search';
import { PLACE_NAMES } from '../findings/symptom';
import { detectedBy } from '../findings/detected-by';
import { findingInFull, headlines, labelled, toPaste } from './finding-page';
import { BLANK, item, paragraph, verbatim, type Block } from './page';
import { PROGRAM } from './program';
import { tellingApart } from './telling-apart';

/** All codes with their sentence, by the hop at which they are cured. */
export function codesByHop(findings: readonly Finding[]): Block[] {
  const column = Math.max(...findings.map(({ code }) => code.length)) + 2;
  return HOPS.flatMap((hop) => {
    const here = findings.filter((finding) => finding.hop === hop);
    const rows = here.map(({ code, title }) => item(code, column, title, 2));
    return rows.length === 0 ? [] : [paragraph({ text: `at ${hop}`, tone: 'strong' }), ...rows, BLANK];
  }).slice(0, -1);
}

/** Everything that is known of one finding. */
export function explained(finding: Finding): Block[] {
  const { why, severity, symptoms = [], refutedBy = [] } = finding;
  const commands = detectedBy(finding);
  return [
    ...findingInFull(finding, severity === 'notice' ? 'worth knowing, breaks nothing' : '', [
      labelled('seen', why),
      ...symptoms
        .filter((symptom) => !saysNotOpened(symptom))
        .map(({ seen, text }) => labelled('', [{ text: `${PLACE_NAMES[seen]}: `, tone: 'quiet' }, text])),
    ]),
    ...refutedBy.map((fact, index) => labelled(index === 0 ? 'not' : '', `where ${FACTS[fact].says}`)),
    ...(commands.length > 0 ? [labelled('check', 'whether it is this:')] : []),
    ...commands.flatMap((command) => toPaste(`${PROGRAM} ${command}`)),
  ];
}

/** What a text means: what it proves in full, then what remains possible, and how to tell that apart. */
export function meaningPage({ certain, symptoms, proved, possible }: Meaning): Block[] {
  return [
    ...proved.flatMap((finding) => [...explained(finding), BLANK]),
    ...(possible.length > 0 ? [...possibilities(certain, symptoms, possible), BLANK] : []),
  ].slice(0, -1);
}

function possibilities(certain: boolean, symptoms: Meaning['symptoms'], possible: readonly Finding[]): Block[] {
  const texts = symptoms.filter((symptom) => possible.some((finding) => finding.symptoms?.includes(symptom)));
  return [
    certain
      ? paragraph([
          { text: texts.map(({ text }) => text).join(', '), tone: 'strong' },
          ' is seen with each of these, the most frequent first:',
        ])
      : paragraph('no finding shows this text as it is; these are near:'),
    BLANK,
    ...headlines(possible),
    BLANK,
    ...tellingApart(possible),
    paragraph('to read all that is known of one:'),
    ...verbatim(`${PROGRAM} explain ${possible[0].code}`, 2),
  ];
}
