import type { Command, Way } from './command';
import type { OptionHelp } from './options';
import { BLANK, item, paragraph, verbatim, type Block } from './page';
import { PROGRAM } from './program';

const EXIT_CODES = 'exit codes: 0 healthy, 1 a problem, 2 not determined or the command could not run, 130 Ctrl-C';

/** What stands beside an option begins at the latest here; a longer option has a line of its own. */
const MOST_COLUMN = 28;

/** The help of the whole program. */
export function overview(commands: readonly Command[]): Block[] {
  return [
    ...usage('<command> [options]'),
    ...commands.map(({ name, summary }) => item(name, Math.max(...commands.map((each) => each.name.length)) + 2, summary, 2)),
    BLANK,
    paragraph('--help after a command shows its options; --version shows the version', { indent: 2 }),
    paragraph(EXIT_CODES, { indent: 2, hanging: 2 }),
  ];
}

/** The help of a command; of one way to use it, where the words before --help choose one. */
export function commandHelp(command: Command, words: readonly string[]): Block[] {
  const chosen = (way: Way) => words.some((word) => (way.by === undefined ? word.includes('://') : word.split('=')[0] === `--${way.by}`));
  const way = command.ways?.find(chosen);
  if (way) {
    return wayHelp(command, way);
  }
  return command.ways ? waysHelp(command, command.ways) : plainHelp(command);
}

function plainHelp({ name, summary, operand, options }: Command): Block[] {
  const rows = [...(operand ? [[`<${operand.name}>`, operand.help] as const] : []), ...optionRows(options)];
  return [...usage(`${name}${operand ? ` [<${operand.name}>]` : ''} [options]`), paragraph(summary), BLANK, ...table(rows)];
}

function waysHelp({ name, summary }: Command, ways: readonly Way[]): Block[] {
  return [
    ...usage(`${name} <what to look at> [options]`),
    paragraph(summary),
    ...ways.flatMap(({ title, example }) => [BLANK, paragraph(title, { indent: 2 }), ...verbatim(`${PROGRAM} ${name} ${example}`, 4)]),
    BLANK,
    paragraph('add --help to one of them for its options:'),
    ...[ways[0].example, `--${ways[1].by}`].flatMap((words) => verbatim(`${PROGRAM} ${name} ${words} --help`, 4)),
    BLANK,
    paragraph(EXIT_CODES, { hanging: 2 }),
  ];
}

function wayHelp({ name, operand }: Command, { by, title, example, options }: Way): Block[] {
  const rows = optionRows(options);
  const word = by === undefined ? `<${operand?.name}>` : `--${by} ${options[by].value}`;
  return [
    ...usage(`${name} ${word} [options]`),
    paragraph(`looks at ${title}, such as`),
    ...verbatim(`${PROGRAM} ${name} ${example}`, 2),
    BLANK,
    ...table(by === undefined && operand ? [[`<${operand.name}>`, operand.help], ...rows] : rows),
  ];
}

function usage(words: string): Block[] {
  return [paragraph(`usage: ${PROGRAM} ${words}`, { hanging: 7 }), BLANK];
}

function optionRows(options: Readonly<Record<string, OptionHelp>>): (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, help }]) => [`--${name}${value ? ` ${value}` : ''}`, help]);
}

function table(rows: readonly (readonly [left: string, right: string])[]): Block[] {
  const column = Math.min(MOST_COLUMN, Math.max(...rows.map(([left]) => left.length)) + 2);
  return rows.map(([left, right]) => item(left, column, right, 2));
}
