import type { Command } from './command';
import { cost } from './cost';
import { doctor } from './doctor';
import { errorPage } from './error-page';
import { explain } from './explain';
import { commandHelp, overview } from './help';
import { init } from './init';
import { suggestion } from './nearest';
import { readOptions } from './options';
import { PROGRAM } from './program';
import { rehearse } from './rehearse';
import { Terminal, type Output } from './terminal';
import { shown, UsageError } from './usage-error';
import { version } from './version';

/** What the program can do. */
export const COMMANDS: readonly Command[] = [init, rehearse, doctor, explain, cost];

/** Runs one command line and returns its exit code. */
export async function main(argv: readonly string[], stdout: Output = process.stdout, stderr: Output = process.stderr): Promise<number> {
  const output = new Terminal(stdout);
  const errors = new Terminal(stderr);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<'interrupted'>((resolve) => (interrupt = () => resolve('interrupted')));
  signals.forEach((signal) => process.on(signal, interrupt));
  try {
    const [word, ...rest] = argv;
    if (word === '--version') {
      output.line(version());
      return 0;
    }
    if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
      output.print(overview(COMMANDS));
      return word === undefined ? 2 : 0;
    }
    const command = COMMANDS.find(({ name }) => name === word);
    if (!command) {
      throw new UsageError(
        `${shown(word)} is no command${suggestion(
          word,
          COMMANDS.map(({ name }) => name),
        )}; ${PROGRAM} --help lists them`,
      );
    }
    if (rest.includes('--help') || rest.includes('-h')) {
      output.print(commandHelp(command, rest));
      return 0;
    }
    return await command.run(readOptions(rest, command.options, command.operand), { output, errors, interrupted });
  } catch (error) {
    errors.idle();
    errors.print(errorPage((error as Error).message));
    return 2;
  } finally {
    signals.forEach((signal) => process.removeListener(signal, interrupt));
  }
}
