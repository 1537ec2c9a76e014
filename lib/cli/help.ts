import type { Command } from './command';
import { optionLines } from './options';

/** The help of the whole program. */
export function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    'usage: cdk-spring-websocket <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '  --help after a command shows its options; --version shows the version',
    '  exit codes: 0 healthy, 1 a problem, 2 it could not be told or the command could not run, 130 Ctrl-C',
  ].join('\n');
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  const { operand } = command;
  const usage = `usage: cdk-spring-websocket ${command.name}${operand ? ` [<${operand.name}>]` : ''} [options]`;
  const modes = command.modes ?? [{ title: '', options: command.options }];
  const options = modes.flatMap(({ title, options: own }) => [...(title ? [`${title}:`] : []), ...optionLines(own, command.options), ...(title ? [''] : [])]);
  return [usage, '', command.summary, '', ...(operand ? [`  <${operand.name}>  ${operand.help}`, ''] : []), ...options, '  --help'].join('\n');
}
