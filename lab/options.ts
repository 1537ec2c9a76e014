/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  readonly list: boolean;
  /** Leave everything running after the parts. */
  readonly keep: boolean;
  /** Write lab/proof.md although not all parts are run, or claims of the last run are gone. */
  readonly write: boolean;
  /** The parts by name; all but those that are run by name alone when empty. */
  readonly parts: readonly string[];
}

export const HELP = `npm run lab [-- part ...] [--keep] [--write]

Deploys with the real cdk to an emulator of AWS, boots the hosts, uses them, and writes lab/proof.md. Linux, root.

  part ...   only these parts, in their own order (--list names them)
  --keep     leave the lab running afterwards, for looking around, until Ctrl-C
  --write    write lab/proof.md and lab/proof.json although not all parts are run, or claims of the last run are gone
  --list     name the parts
  LAB_NAME   another name lets a second lab run beside the first (default websocket-lab)
`;

/** Reads the command line; throws one sentence for what cannot be meant. */
export function parse(args: readonly string[], known: readonly string[]): Options {
  const flags = { help: false, list: false, keep: false, write: false };
  const parts: string[] = [];
  for (const word of args) {
    const flag = word.replace(/^--/, '');
    if (word.startsWith('--') && Object.hasOwn(flags, flag)) {
      flags[flag as keyof typeof flags] = true;
    } else if (known.includes(word)) {
      parts.push(word);
    } else {
      throw new Error(`'${word}' is no part of the lab: give ${known.join(', ')}, --keep, --write, --list or --help`);
    }
  }
  return { ...flags, parts };
}

/** The lab's name, which begins the names of all that it makes. */
export function labName(given = process.env.LAB_NAME ?? 'websocket-lab'): string {
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(given)) {
    throw new Error(`LAB_NAME is '${given}': give at most 20 small letters, digits and hyphens, beginning with a letter`);
  }
  return given;
}
