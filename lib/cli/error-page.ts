import { paragraph, verbatim, type Block } from './page';

/** Why a command could not run: a sentence, and below it lines to type, which are indented, or what a program wrote. */
export function errorPage(message: string): Block[] {
  const [first, ...rest] = message.split('\n');
  return [
    paragraph([{ text: 'error', tone: 'bad' }, `: ${first}`], { hanging: 2 }),
    ...rest.flatMap((line) => (line.startsWith('  ') ? verbatim(line) : paragraph(line, { hanging: 2 }))),
  ];
}
