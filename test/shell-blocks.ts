import { readFileSync } from 'node:fs';

/** A page's shell block, as a reader meets it. */
export interface ShellBlock {
  readonly title: string;
  readonly script: string;
  /** Whose folder it is typed in. */
  readonly folder: 'project' | 'clone';
  /** Why it cannot be typed in a test; absent where it can. */
  readonly notRun?: string;
}

const BLOCK = /^(?:<!-- ([^\n]*) -->\n)?```sh\n(.*?)^```$/gms;

/** The shell blocks of a page in order; a comment before a block says that it belongs in a clone, or why it is not run. */
export function shellBlocks(file: string): ShellBlock[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(BLOCK)].map(({ index, 1: comment, 2: script }) => ({
    title: `line ${text.slice(0, index).split('\n').length}: ${script.trim()}`,
    script,
    folder: comment === 'in a clone' ? 'clone' : 'project',
    notRun: /^not run: (.*)$/.exec(comment ?? '')?.[1],
  }));
}

/** Reasons for which a block may stay unrun. A new one is a decision: what else could run it? */
export const REVIEWED: ReadonlySet<string> = new Set(['asks a public host', 'deploys to AWS']);

/** Blocks that are not run for a reason that nobody reviewed. */
export function unreviewed(blocks: readonly ShellBlock[]): string[] {
  return blocks.filter(({ notRun }) => notRun !== undefined && !REVIEWED.has(notRun)).map(({ title, notRun }) => `${title} (${notRun})`);
}
