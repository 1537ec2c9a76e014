import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shellBlocks, unreviewed } from './shell-blocks';

const ROOT = join(__dirname, '..');
const BLOCKS = shellBlocks(join(ROOT, 'README.md'));
const MINUTES = 60_000;

const home = mkdtempSync(join(tmpdir(), 'reader-'));
const folders = { project: join(home, 'chat'), clone: join(home, 'cdk-spring-websocket') };

/** A reader's machine: a Spring Boot project whose jar is built, the packed package installed beside it, and a clone. */
beforeAll(() => {
  cpSync(join(ROOT, 'examples', 'chat', 'pom.xml'), join(folders.project, 'pom.xml'));
  cpSync(join(ROOT, 'examples', 'chat', 'src'), join(folders.project, 'src'), { recursive: true });
  type('mvn -q -B package', folders.project);
  type(`npm pack --ignore-scripts --pack-destination ${home}`, ROOT);
  type('npm install ../cdk-spring-websocket-*.tgz', folders.project);
  type(`git clone --quiet ${ROOT} ${folders.clone}`, home);
}, 10 * MINUTES);
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('the README has blocks for the project and for a clone', () => {
  expect(new Set(BLOCKS.map(({ folder }) => folder))).toEqual(new Set(['project', 'clone']));
});

test('a block that is not run has a reviewed reason', () => {
  expect(unreviewed(BLOCKS)).toEqual([]);
});

// each stands on what the blocks before it left
test.each(BLOCKS.filter(({ notRun }) => notRun === undefined).map((block) => [block.title, block] as const))(
  '%s',
  (_title, { script, folder }) => {
    expect(type(script, folders[folder])).not.toBe('');
  },
  15 * MINUTES,
);

/** Types lines in a folder as somebody without an AWS account; fails with what they printed. */
function type(script: string, cwd: string): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_|npm_)/.test(name)));
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) {
    throw new Error(`${script.trim()} ended with ${status}:\n${stdout}${stderr}`);
  }
  return `${stdout}${stderr}`;
}
