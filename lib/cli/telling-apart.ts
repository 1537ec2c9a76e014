import { detectedBy } from '../findings/detected-by';
import type { Finding } from '../findings/finding';
import { BLANK, paragraph, verbatim, type Block } from './page';
import { PROGRAM } from './program';

/** The commands that look for these findings, the one for most of them first; `next` says what to run where one was run already. */
export function tellingApart(possible: readonly Finding[], next = (command: string): string | undefined => command): Block[] {
  const commandsOf = (finding: Finding) => detectedBy(finding).flatMap((command) => next(command) ?? []);
  const commands = [...new Set(possible.flatMap(commandsOf))]
    .map((command) => ({ command, codes: possible.filter((finding) => commandsOf(finding).includes(command)).map(({ code }) => code) }))
    .sort((a, b) => b.codes.length - a.codes.length);
  if (commands.length === 0) {
    return [];
  }
  return [
    paragraph('to tell them apart:'),
    ...commands.flatMap(({ command, codes }) => [
      ...verbatim(`${PROGRAM} ${command}`, 2),
      paragraph(`looks for ${wording(codes, possible.length)}`, { indent: 6 }),
    ]),
    BLANK,
  ];
}

function wording(codes: readonly string[], all: number): string {
  if (codes.length === all) return 'all of them';
  return codes.length > 12 ? `${codes.length} of them` : codes.join(', ');
}
