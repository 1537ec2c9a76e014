import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { suggestion } from './nearest';
import { isLogin, shown, UsageError } from './usage-error';

/**
 * One option of a command, and its line in the help. A `path` is handed on absolute, so that no part that works in a folder of its own
 * looks for it there. An `input` is read here and named in the report, so it stays as it was typed.
 */
export interface OptionHelp {
  readonly type: 'string' | 'boolean' | 'path' | 'input';
  /** May be given several times. */
  readonly multiple?: boolean;
  /** The name of its value in the help. */
  readonly value?: string;
  readonly help: string;
}

/** The one word of a command that is no option. */
export interface Operand {
  readonly name: string;
  readonly help: string;
  /** Several words are taken as one text, as when somebody pastes a message without quotes. */
  readonly text?: boolean;
}

/** What was given, by option name. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Reads options; refuses unknown ones and stray words, naming the nearest valid one. */
export function readOptions(argv: readonly string[], options: Readonly<Record<string, OptionHelp>>, operand?: Operand): Given {
  const names = Object.keys(options).map((name) => `--${name}`);
  const known = Object.fromEntries(
    Object.entries(options).map(([name, { type, multiple }]) => [
      name,
      { type: type === 'boolean' ? type : ('string' as const), multiple: multiple ?? false },
    ]),
  );
  const { tokens } = parseArgs({ args: [...argv], options: known, strict: false, allowPositionals: true, tokens: true });
  const words: string[] = [];
  let login: string | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional' && operand && (operand.text || words.length === 0)) {
      words.push(token.value);
    } else if (token.kind === 'positional' && login !== undefined) {
      throw new UsageError(`a word after ${login} is not understood here: write what belongs to ${login} in quotes`);
    } else if (token.kind === 'positional') {
      throw new UsageError(`${shown(token.value)} is not understood here: options begin with --${suggestion(`--${token.value}`, names)}`);
    }
    if (token.kind !== 'option') {
      continue;
    }
    login = isLogin(token.name) ? token.rawName : login;
    const option = options[token.name];
    if (!option) {
      throw new UsageError(`${token.rawName} is no option of this command${suggestion(token.rawName, names)}`);
    }
    if (option.type !== 'boolean' && token.value === undefined) {
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${option.value ?? '<value>'}`);
    }
    if ((option.type === 'path' || option.type === 'input') && token.value === '') {
      throw new UsageError(`${token.rawName} is empty: write ${token.rawName} ${option.value ?? '<file>'}`);
    }
    if (option.type === 'boolean' && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value, but got ${token.value}: write ${token.rawName} alone`);
    }
  }
  const { values } = parseArgs({ args: [...argv], options: known, strict: true, allowPositionals: operand !== undefined });
  const given = Object.entries(values).map(([name, value]) => [name, options[name].type === 'path' ? absolute(value) : value]);
  return { ...(Object.fromEntries(given) as Given), ...(operand && words.length > 0 ? { [operand.name]: words.join(' ') } : {}) };
}

/** Paths as the caller's folder makes them. */
function absolute(value: unknown): string | string[] {
  return Array.isArray(value) ? value.map((path: string) => resolve(path)) : resolve(value as string);
}
