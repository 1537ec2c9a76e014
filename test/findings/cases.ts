import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOPS } from '../../lib/chain/hops';
import type { FindingCases } from './finding-cases';

/** Every file of cases, by its code: they stand in the folders of the hops as the findings do. */
const ALL: readonly (readonly [code: string, cases: FindingCases])[] = HOPS.flatMap((hop) =>
  readdirSync(join(__dirname, hop))
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => [file.replace('.ts', '').toUpperCase(), (require(join(__dirname, hop, file)) as { CASES: FindingCases }).CASES]),
);

/** One field of all cases, by code. */
function table<K extends keyof FindingCases>(field: K): Readonly<Record<string, NonNullable<FindingCases[K]>>> {
  return Object.fromEntries(
    ALL.flatMap(([code, cases]) => (cases[field] === undefined ? [] : [[code, cases[field] as NonNullable<FindingCases[K]>]])),
  );
}

/** What changes a healthy chain into each failure. */
export const CASES = table('evidence');

/** What changes each failure's evidence so that it is something else. */
export const REFUTED = table('refuted');

/** The same finding, told by what only somebody outside asks. */
export const TOLD_FROM_OUTSIDE = Object.entries(table('fromOutside')).flatMap(([code, changes]) =>
  changes.map((change) => [code, change] as const),
);

/** Configurations in which a finding stands, and neighbours of them in which it does not. */
export const CONFIG_CASES = table('configuration');

/** What changes what AWS tells of a healthy chain into each failure. */
export const AWS_CASES = table('inAws');

/** Lines as servers and browsers write them, each with the code that it must find. */
export const LINES = table('lines');
