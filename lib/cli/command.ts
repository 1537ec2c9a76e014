import type { Given, Operand, OptionHelp } from './options';
import type { Terminal } from './terminal';

/** What a command writes to and hears of. */
export interface CommandContext {
  readonly output: Terminal;
  readonly errors: Terminal;
  /** Settles on Ctrl-C. */
  readonly interrupted: Promise<'interrupted'>;
}

/** One of several ways to use a command, with options of its own. */
export interface Way {
  /** The option that chooses it; absent for the one that the operand chooses. */
  readonly by?: string;
  readonly title: string;
  /** What is typed behind the command's name. */
  readonly example: string;
  readonly options: Readonly<Record<string, OptionHelp>>;
}

/** One word of the command line. */
export interface Command {
  readonly name: string;
  /** Its line in the overall help. */
  readonly summary: string;
  readonly options: Readonly<Record<string, OptionHelp>>;
  /** Where not all options go together. */
  readonly ways?: readonly Way[];
  /** A word without `--`, found in `given` under its name. */
  readonly operand?: Operand;
  /** Returns the exit code. */
  run(given: Given, context: CommandContext): Promise<number>;
}
