import { textOf } from '../doctor/report';
import { readLine } from '../doctor/logs/read-line';
import { readPasted } from '../doctor/logs/pasted';
import type { Finding } from '../findings/finding';
import { FINDINGS } from '../findings/registry';
import { meaningOf } from '../findings/search';
import { detectedBy } from '../findings/detected-by';
import type { Command, CommandContext } from './command';
import { codesByHop, explained, meaningPage } from './explain-page';
import { jsonReport } from './json-report';
import { suggestion } from './nearest';
import type { Given } from './options';
import type { Block } from './page';
import { doctorOf, PROGRAM } from './program';
import { UsageError } from './usage-error';

/** `explain`: a finding in full, by its code or by a text that people see of it. */
export const explain: Command = {
  name: 'explain',
  summary: 'a finding in full, or what a message can mean: explain PROXY-IDLE-60, explain "Whoops! Lost connection"',
  operand: {
    name: 'code or text',
    help: 'a code, a message or a piece of a console; - reads it from stdin; without it all codes are listed',
    text: true,
  },
  options: { json: { type: 'boolean', help: 'only JSON on stdout' } },
  run,
};

async function run(given: Given, { output }: CommandContext): Promise<number> {
  const word = given['code or text'];
  const text = word === '-' ? await readPasted(process.stdin) : String(word ?? '').trim();
  const print = (page: readonly Block[], json: object) => {
    if (given.json) {
      output.line(jsonReport('findings', json));
    } else {
      output.print(page);
    }
  };
  if (text === '') {
    if (word !== undefined) {
      throw new UsageError('nothing to explain: the text is empty');
    }
    print(codesByHop(FINDINGS), { findings: FINDINGS.map(inFull) });
    return 0;
  }
  const finding = FINDINGS.find(({ code }) => code === text.toUpperCase());
  if (finding) {
    print(explained(finding), { findings: [inFull(finding)] });
    return 0;
  }
  const meaning = meaningOf(text);
  if (isCode(text) && !meaning.certain) {
    throw new UsageError(`${text} is no code${near(text.toUpperCase())}; ${PROGRAM} explain lists them`);
  }
  const request = meaning.certain
    ? undefined
    : text
        .split('\n')
        .map(readLine)
        .find((line) => line.request);
  if (request) {
    throw new UsageError(`no text of a finding, but a line of a log (${request.kind}): ${doctorOf('--log <file>')} reads the whole file`);
  }
  if (meaning.causes.length === 0) {
    throw new UsageError(
      'no finding shows this text: paste the line of the console or log that tells of the failure, or let doctor <url> look at the chain',
    );
  }
  const { certain, symptoms, causes, proved, possible } = meaning;
  const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);
  print(meaningPage(meaning), { findings: causes.map(inFull), certain, symptoms, proved: codes(proved), possible: codes(possible) });
  return 0;
}

/** A finding as data, with the texts that show it and the commands that tell it. */
function inFull(finding: Finding): object {
  return { ...textOf(finding), symptoms: finding.symptoms ?? [], detectedBy: detectedBy(finding) };
}

function isCode(text: string): boolean {
  return /^[A-Z0-9]+(-[A-Z0-9]+)+$/i.test(text);
}

/** A code whose beginning or whose spelling this is. */
function near(text: string): string {
  const codes = FINDINGS.map(({ code }) => code);
  return suggestion(codes.find((code) => code.startsWith(text)) ?? text, codes);
}
