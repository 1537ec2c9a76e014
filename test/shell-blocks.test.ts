import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shellBlocks, unreviewed } from './shell-blocks';

const folder = mkdtempSync(join(tmpdir(), 'pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

function blocksOf(...lines: readonly string[]) {
  const file = join(folder, 'page.md');
  writeFileSync(file, lines.join('\n'));
  return shellBlocks(file);
}

const block = (comment?: string) => blocksOf('text', '', ...(comment ? [`<!-- ${comment} -->`] : []), '```sh', 'a', 'b', '```', '')[0];

test.each([
  [undefined, { folder: 'project', notRun: undefined }],
  ['in a clone', { folder: 'clone', notRun: undefined }],
  ['not run: deploys to AWS', { folder: 'project', notRun: 'deploys to AWS' }],
  ['a comment about something else', { folder: 'project', notRun: undefined }],
])('a block after the comment "%s"', (comment, expected) => {
  expect(block(comment)).toMatchObject({ script: 'a\nb\n', ...expected });
});

test('every block is found in order, and none of another language', () => {
  const lines = ['<!-- in a clone -->', '```sh', 'one', '```', '```ts', 'two', '```', '', '```sh', 'three', '```'];
  const blocks = blocksOf(...lines, '<!-- not run: deploys to AWS -->', '```sh', 'four', '```', '');
  expect(blocks.map(({ title, folder, notRun }) => [title, folder, notRun])).toEqual([
    ['line 1: one', 'clone', undefined],
    ['line 9: three', 'project', undefined],
    ['line 12: four', 'project', 'deploys to AWS'],
  ]);
});

test('fails for a block that is not run for a reason of its own', () => {
  const blocks = ['not run: deploys to AWS', 'not run: takes long'].map((comment) => block(comment));
  expect(unreviewed(blocks)).toEqual([expect.stringContaining('(takes long)')]);
});
