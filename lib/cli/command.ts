import type { Given, Operand, OptionHelp } from './options';
import type { Terminal } from './terminal';

/** What a command writes to and hears of. */
export interface CommandContext {
  readonly output: Terminal;
  readonly errors: Terminal;
  /** Settles on Ctrl-C. */
  readonly interrupted: Promise<'interrupted'>;
}

/** One word of the command line. */
export interface Command {
  readonly name: string;
  /** Its line in the overall help. */
  readonly summary: string;
  readonly options: Readonly<Record<string, OptionHelp>>;
  /** Its options by what they go with, where not all go together. */
  readonly modes?: readonly { readonly title: string; readonly options: Readonly<Record<string, OptionHelp>> }[];
  /** A word without `--`, found in `given` under its name. */
  readonly operand?: Operand;
  /** Returns the exit code. */
  run(given: Given, context: CommandContext): Promise<number>;
}
