import { textOf } from '../doctor/report';
import { readPasted } from '../doctor/logs/pasted';
import type { Finding } from '../findings/finding';
import { FINDINGS } from '../findings/registry';
import { meaningOf } from '../findings/search';
import { toldBy } from '../findings/told-by';
import type { Command, CommandContext } from './command';
import { causesLines, codesByHop, findingInFull } from './explain-lines';
import { suggestion } from './nearest';
import type { Given } from './options';
import { UsageError } from './usage-error';

/** `explain`: a finding in full, by its code or by a text that people see of it. */
export const explain: Command = {
  name: 'explain',
  summary: 'a finding in full, or what a message can mean: explain NGX-IDLE-60, explain "Whoops! Lost connection"',
  operand: { name: 'code or text', help: 'a code, a message or a piece of a console; - reads it from stdin; without it all codes are listed', text: true },
  options: { json: { type: 'boolean', help: 'only JSON on stdout' } },
  run,
};

async function run(given: Given, { output }: CommandContext): Promise<number> {
  const word = given['code or text'];
  const text = word === '-' ? await readPasted(process.stdin) : word === undefined ? '' : String(word).trim();
  const print = (lines: readonly string[], json: unknown) => (given.json ? [JSON.stringify(json, null, 2)] : lines).forEach((line) => output.line(line));
  if (text === '') {
    if (word !== undefined) {
      throw new UsageError('nothing to explain: the text is empty');
    }
    print(codesByHop(output, FINDINGS), FINDINGS.map(inFull));
    return 0;
  }
  const finding = FINDINGS.find(({ code }) => code === text.toUpperCase());
  if (finding) {
    print(findingInFull(output, finding), inFull(finding));
    return 0;
  }
  const meaning = meaningOf(text);
  if (isCode(text) && !meaning.certain) {
    throw new UsageError(`${text} is no code${near(text.toUpperCase())}; cdk-spring-websocket explain lists them`);
  }
  if (meaning.causes.length === 0) {
    throw new UsageError('no finding shows this text: paste the line of the console or log that tells of the failure, or let doctor <url> look at the chain');
  }
  print(causesLines(output, meaning), { certain: meaning.certain, symptoms: meaning.symptoms, causes: meaning.causes.map(inFull) });
  return 0;
}

/** A finding as data, with the texts that show it and the commands that tell it. */
function inFull(finding: Finding): object {
  return { ...textOf(finding), symptoms: finding.symptoms ?? [], toldBy: toldBy(finding) };
}

function isCode(text: string): boolean {
  return /^[A-Z0-9]+(-[A-Z0-9]+)+$/i.test(text);
}

/** A code whose beginning or whose spelling this is. */
function near(text: string): string {
  const codes = FINDINGS.map(({ code }) => code);
  return suggestion(codes.find((code) => code.startsWith(text)) ?? text, codes);
}
