import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { openWorkspace } from '../../lib/rehearsal/workspace';
import { temporaryFolder } from './fixture';

/** How long the processes sleep: numbers that no other run of this test has. */
const [ONE, TWO, THREE] = [1, 2, 3].map((number) => `${process.pid}.${number}`);

/** A program that opens a workspace, starts two processes (one of which starts another) and waits to be killed. */
function program(): string {
  const folder = temporaryFolder('crash-');
  for (const name of ['workspace', 'processes']) {
    const source = readFileSync(join(__dirname, '../../lib/rehearsal', `${name}.ts`), 'utf8');
    writeFileSync(
      join(folder, `${name}.js`),
      transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText,
    );
  }
  writeFileSync(
    join(folder, 'main.js'),
    `
    const { openWorkspace } = require('./workspace');
    const { start } = require('./processes');
    const workspace = openWorkspace();
    start(workspace, { name: 'one', command: ['sleep', '${ONE}'] });
    start(workspace, { name: 'two', command: ['sh', '-c', 'sleep ${TWO} & sleep ${THREE}'] });
    console.log(JSON.stringify({ directory: workspace.directory, namespace: workspace.namespace }));
    setInterval(() => undefined, 1000);
  `,
  );
  return join(folder, 'main.js');
}

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

const running = () =>
  spawnSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => [ONE, TWO, THREE].some((seconds) => line.endsWith(` sleep ${seconds}`)) && !/ sh -c /.test(line))
    .filter((line) => !line.startsWith('Z'));

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !holds() && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('kill -9 leaves no process, no namespace and no file', async () => {
  const child = spawn(process.execPath, [program()], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString())));
  const { directory, namespace } = JSON.parse(line) as { directory: string; namespace?: string };
  expect(existsSync(directory)).toBe(true);
  await until(() => running().length === 3);
  expect(running()).toHaveLength(3);
  child.kill('SIGKILL');
  await until(() => !existsSync(directory));
  expect(existsSync(directory)).toBe(false);
  expect(running()).toEqual([]);
  expect(spawnSync('ip', ['netns'], { encoding: 'utf8' }).stdout ?? '').not.toContain(namespace ?? 'no namespace');
});

test('what was left by an owner that is gone together with its keeper goes at the next start', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const stale = join(tmpdir(), 'cdk-spring-websocket-stale1');
  mkdirSync(stale, { recursive: true });
  writeFileSync(join(stale, 'owner.json'), JSON.stringify({ pid: gone }));
  const workspace = openWorkspace();
  expect(existsSync(stale)).toBe(false);
  await workspace.close();
  expect(existsSync(workspace.directory)).toBe(false);
});
