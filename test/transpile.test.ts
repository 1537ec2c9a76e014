import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
let project: string;

const write = (file: string, text: string) => {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
};
const transpile = () => spawnSync(process.execPath, ['transpile.mjs'], { cwd: project, encoding: 'utf8' });
/** Gives a file another time of its last change: so many seconds from now. */
const date = (file: string, seconds: number) => utimesSync(join(project, file), new Date(), new Date(Date.now() + seconds * 1000));
const changed = (file: string) => statSync(join(project, file)).mtimeMs;

const fresh = mkdtempSync(join(tmpdir(), 'transpile-'));
beforeAll(() => {
  project = fresh;
  for (const file of ['transpile.mjs', 'tsconfig.json', 'package.json', 'package-lock.json']) {
    copyFileSync(join(ROOT, file), join(project, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'));
  write('bin/run.ts', "import { greeting } from '../lib/a';\nprocess.stdout.write(greeting);\n");
  write('lib/a.ts', "import type { B } from './deep/b';\nexport const greeting: B = 'first';\n");
  write('lib/deep/b.ts', 'export type B = string;\n');
  write('lib/host/agent/__main__.py', 'first\n');
  write('lib/host/agent/__pycache__/__main__.pyc', '');
  expect(transpile()).toMatchObject({ status: 0, stderr: 'compiling 3 sources that changed\n' });
});
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'transpile-'));
  cpSync(fresh, project, { recursive: true, preserveTimestamps: true });
});
afterEach(() => rmSync(project, { recursive: true }));
afterAll(() => rmSync(fresh, { recursive: true }));

const run = () => spawnSync(process.execPath, ['build/bin/run.js'], { cwd: project, encoding: 'utf8' }).stdout;

test('what is up to date stays untouched, and nothing is said', () => {
  const before = changed('build/lib/a.js');
  expect(run()).toBe('first');
  expect(transpile()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(changed('build/lib/a.js')).toBe(before);
  expect(existsSync(join(project, 'build/lib/host/agent/__pycache__'))).toBe(false);
});

test('a changed source is compiled, and no other', () => {
  const before = changed('build/bin/run.js');
  write('lib/a.ts', "export const greeting = 'second';\n");
  date('lib/a.ts', 1);
  expect(transpile().stderr).toBe('compiling 1 sources that changed\n');
  expect(run()).toBe('second');
  expect(changed('build/bin/run.js')).toBe(before);
});

test.each(['tsconfig.json', 'package-lock.json', 'transpile.mjs'])('everything is compiled anew when %s has changed', (file) => {
  date(file, 1);
  expect(transpile().stderr).toBe('compiling 3 sources that changed\n');
});

test('a changed program of the host is copied, one that is gone leaves nothing, and neither does a source that is gone', () => {
  write('lib/host/agent/__main__.py', 'second\n');
  date('lib/host/agent/__main__.py', 1);
  write('build/lib/host/agent/old.py', '');
  write('build/lib/old.js', '');
  write('build/lib/old.d.ts', '');
  write('build/lib/a.d.ts', 'export declare const greeting = "first";\n');
  write('build/lab/main.js', '');
  expect(transpile()).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(project, 'build/lib/host/agent/__main__.py'), 'utf8')).toBe('second\n');
  const there = ['lib/host/agent/old.py', 'lib/old.js', 'lib/old.d.ts', 'lib/a.d.ts', 'lab/main.js'].map((file) =>
    existsSync(join(project, 'build', file)),
  );
  expect(there).toEqual([false, false, false, true, true]);
});

test('a wrong type does not keep anything from running', () => {
  write('lib/a.ts', 'export const greeting: number = "third";\n');
  date('lib/a.ts', 1);
  expect(transpile().status).toBe(0);
  expect(run()).toBe('third');
});

test('fails, also the second time, when a source cannot be read', () => {
  write('lib/a.ts', 'export const greeting = ;\n');
  for (const _ of [1, 2]) {
    expect(transpile()).toMatchObject({ status: 1, stderr: expect.stringContaining('lib/a.ts(1,25): error TS1109') });
  }
});
