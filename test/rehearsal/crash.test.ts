import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { openWorkspace } from '../../lib/rehearsal/workspace';
import { temporaryFolder } from './fixture';

/** A program that opens a workspace, starts two processes (one of which starts another) and waits to be killed. */
function program(): string {
  const folder = temporaryFolder('crash-');
  for (const name of ['workspace', 'processes']) {
    const source = readFileSync(join(__dirname, '../../lib/rehearsal', `${name}.ts`), 'utf8');
    writeFileSync(join(folder, `${name}.js`), transpileModule(source, { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } }).outputText);
  }
  writeFileSync(join(folder, 'main.js'), `
    const { openWorkspace } = require('./workspace');
    const { start } = require('./processes');
    const workspace = openWorkspace();
    start(workspace, { name: 'one', command: ['sleep', '347'] });
    start(workspace, { name: 'two', command: ['sh', '-c', 'sleep 348 & sleep 349'] });
    setTimeout(() => console.log(JSON.stringify({ directory: workspace.directory, namespace: workspace.namespace })), 200);
    setInterval(() => undefined, 1000);
  `);
  return join(folder, 'main.js');
}

const children: ChildProcess[] = [];
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

const running = () => spawnSync('ps', ['-eo', 'stat,args'], { encoding: 'utf8' }).stdout.split('\n').filter((line) => /sleep 34[789]$/.test(line) && !/ sh -c /.test(line) && !line.startsWith('Z'));

test('kill -9 leaves no process, no namespace and no file', async () => {
  const child = spawn(process.execPath, [program()], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const line = await new Promise<string>((resolve) => child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString())));
  const { directory, namespace } = JSON.parse(line) as { directory: string; namespace?: string };
  expect(existsSync(directory)).toBe(true);
  expect(running()).toHaveLength(3);
  child.kill('SIGKILL');
  for (let waited = 0; waited < 50 && existsSync(directory); waited++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
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
