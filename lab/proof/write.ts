import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../project';
import type { Claim, Record } from './claim';
import { proofDocument } from './document';

/** Writes lab/proof.md and lab/proof.json. */
export function writeProof(record: Record): void {
  const folder = join(projectFolder(), 'lab');
  writeFileSync(join(folder, 'proof.md'), proofDocument(record));
  writeFileSync(join(folder, 'proof.json'), `${JSON.stringify(record, null, 2)}\n`);
}

/** The commit that runs, which says so when files differ from it; what the last run wrote does not count. */
export function commit(): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: projectFolder(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--', '.', ':!lab/proof.md', ':!lab/proof.json');
    return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : ' with changes'}`;
  } catch {
    return undefined;
  }
}

/** What the proof that is kept shows and a run did not decide: no claim may vanish unseen. */
export function vanished(
  { shown, notShown }: Pick<Record, 'shown' | 'notShown'>,
  file = join(projectFolder(), 'lab', 'proof.json'),
): string[] {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record) : { shown: [], notShown: [] };
  const name = ({ part, id }: Pick<Claim, 'part' | 'id'>) => `${part}/${id}`;
  const now = new Set([...shown, ...notShown].map(name));
  return [...kept.shown.filter(({ shown }) => shown), ...kept.notShown.filter(({ id }) => id !== 'not-run')]
    .map(name)
    .filter((each) => !now.has(each));
}
