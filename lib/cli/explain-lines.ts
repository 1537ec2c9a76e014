import { HOPS } from '../chain/hops';
import type { Finding } from '../findings/finding';
import type { Meaning } from '../findings/search';
import { PLACE_NAMES } from '../findings/symptom';
import { toldBy } from '../findings/told-by';
import type { Terminal } from './terminal';

const PROGRAM = 'npx cdk-spring-websocket';

/** All codes with their sentence, by the hop at which they are cured. */
export function codesByHop(terminal: Terminal, findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ code }) => code.length));
  return HOPS.flatMap((hop) => {
    const here = findings.filter((finding) => finding.hop === hop);
    return here.length === 0 ? [] : [terminal.tone('strong', `at ${hop}`), ...here.map(({ code, title }) => `  ${code.padEnd(width)}  ${title}`), ''];
  }).slice(0, -1);
}

/** Everything that is known of one finding. */
export function findingInFull(terminal: Terminal, finding: Finding): string[] {
  const { code, hop, title, cause, why, cure, paste, source, severity, symptoms = [] } = finding;
  const seen = Math.max(0, ...symptoms.map((symptom) => PLACE_NAMES[symptom.seen].length));
  const commands = toldBy(finding);
  return [
    `${terminal.tone(severity === 'notice' ? 'quiet' : 'bad', code)} at ${hop}: ${title}${severity === 'notice' ? ' (worth knowing, breaks nothing)' : ''}`,
    '',
    `  seen as  ${why}`,
    ...symptoms.map((symptom) => `           ${terminal.tone('quiet', PLACE_NAMES[symptom.seen].padEnd(seen))}  ${symptom.text}`),
    `  because  ${cause}`,
    `  cure     ${cure}`,
    ...(paste ? paste.split('\n').map((line) => `           ${line}`) : []),
    ...(commands.length > 0 ? [`  told by  ${commands.map((command) => `${PROGRAM} ${command}`).join('\n           ')}`] : []),
    `  source   ${source.join('\n           ')}`,
  ];
}

/** What a message can mean: the likeliest cause first, in full when it is the only one, and what tells them apart. */
export function causesLines(terminal: Terminal, { certain, symptoms, causes }: Meaning): string[] {
  if (certain && causes.length === 1) {
    return findingInFull(terminal, causes[0]);
  }
  const width = Math.max(...causes.map(({ code }) => code.length));
  const told = new Map<string, string[]>();
  for (const finding of causes) {
    for (const command of toldBy(finding)) {
      told.set(command, [...(told.get(command) ?? []), finding.code]);
    }
  }
  const commands = [...told].sort((a, b) => b[1].length - a[1].length);
  const command = Math.max(0, ...commands.map(([name]) => name.length));
  return [
    certain ? `${symptoms.map(({ text }) => terminal.tone('strong', text)).slice(0, 3).join(', ')} can mean, the likeliest first:` : 'no finding shows this text as it is; these are near:',
    '',
    ...causes.flatMap(({ code, hop, title, cure }) => [`${terminal.tone('bad', code.padEnd(width))}  at ${hop}: ${title}`, `${' '.repeat(width)}  cure: ${cure}`]),
    ...(commands.length > 0 ? ['', 'to tell them apart:', ...commands.map(([name, codes]) => `  ${PROGRAM} ${name.padEnd(command)}  ${codes.length === causes.length ? 'tells all of them' : `tells ${codes.join(', ')}`}`)] : []),
    '',
    `${PROGRAM} explain ${causes[0].code} shows all that is known of one`,
  ];
}
