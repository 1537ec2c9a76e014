import { basename, relative } from 'node:path';

const NAME = 'cdk-spring-websocket';

/** How this program is started where its package is installed. */
export const PROGRAM = `npx ${NAME}`;

/** The doctor's command. */
export function doctorOf(words: string): string {
  return `${PROGRAM} doctor ${words}`;
}

/** A command of this very program, to be pasted where it was started: installed or in a clone. */
export function commandLine(words: readonly string[]): string {
  return [started(process.argv[1] ?? NAME), ...words.map(quoted)].join(' ');
}

function started(path: string): string {
  if (basename(path) === NAME) {
    return path.includes('node_modules') ? PROGRAM : NAME;
  }
  // npm runs scripts in the package's folder, wherever it was typed.
  return `node ${quoted(relative(process.env.INIT_CWD ?? process.cwd(), path))}`;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
