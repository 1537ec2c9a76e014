import { parseArgs } from 'node:util';
import { LIMITS } from './limits';
import type { Row } from './rows';

/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  readonly rows: readonly Row[];
  readonly repetitions: number;
  readonly json: boolean;
  /** Fail when a ratio is above its limit. */
  readonly check: boolean;
  /** Write docs/benchmark.md, .svg and .json. */
  readonly write: boolean;
}

export const HELP = `npm run bench [-- row ...] [--repetitions N] [--json | --check | --write]

Compares what a host's nginx costs with stock nginx and HAProxy in front of the same application. Linux, root, two processors.

  row ...          only these rows
  --repetitions N  how often each is measured (default 5); the median counts
  --json           print every value
  --check          only what has a limit, three times; exit code 1 when one is exceeded
  --write          write docs/benchmark.md, benchmark.svg and benchmark.json
`;

/** Reads the command line; throws one sentence for what cannot be meant. */
export function parse(args: readonly string[], rows: readonly Row[]): Options {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { help: flag, json: flag, check: flag, write: flag, repetitions: { type: 'string' } },
  });
  const unknown = positionals.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined) {
    throw new Error(`'${unknown}' is no row of the bench: give ${rows.map(({ name }) => name).join(', ')}`);
  }
  const { repetitions: wanted = values.check ? '3' : '5', ...flags } = values;
  const repetitions = Number(wanted);
  if (!Number.isInteger(repetitions) || repetitions < 1) {
    throw new Error(`--repetitions is '${wanted}': give a whole number, 1 or more`);
  }
  if (positionals.length > 0 && (values.check || values.write)) {
    throw new Error(`--${values.check ? 'check' : 'write'} is about its own rows: leave out ${positionals.join(', ')}`);
  }
  const asked = positionals.length === 0 ? rows : rows.filter(({ name }) => positionals.includes(name));
  return { ...flags, repetitions, rows: values.check ? limited(rows) : asked };
}

/** What has a limit, and what that is a ratio to. */
function limited(rows: readonly Row[]): readonly Row[] {
  const isLimited = (name: string, candidate?: string) =>
    LIMITS.some((limit) => limit.row === name && [undefined, limit.candidate].includes(candidate));
  return rows
    .filter(({ name }) => isLimited(name))
    .map((row) => ({ ...row, candidates: row.candidates.filter((candidate, index) => index === 0 || isLimited(row.name, candidate)) }));
}
