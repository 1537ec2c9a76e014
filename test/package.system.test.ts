import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const clone = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(clone, { recursive: true }));

test('npm pack makes the whole build first: types, what jsii reads, and the programs of the host', () => {
  const tracked = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).stdout.split('\0').slice(0, -1);
  tracked.forEach((file) => cpSync(join(ROOT, file), join(clone, file)));
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  const { stdout, stderr } = spawnSync('npm', ['pack', '--json', '--dry-run'], { cwd: clone, encoding: 'utf8' });
  const [{ files }] = JSON.parse(stdout || `fails: ${stderr}`) as { files: { path: string }[] }[];
  const packed = files.map(({ path }) => path);
  expect(packed).toEqual(
    expect.arrayContaining([
      '.jsii',
      'build/lib/index.d.ts',
      'build/bin/cdk-spring-websocket.js',
      'build/lib/host/agent/__main__.py',
      'build/lib/host/agent/companion.jar',
      'build/lib/canary/function/index.js',
    ]),
  );
  const others = packed.filter((path) => path.startsWith('build/') && !/^build\/(bin|lib)\//.test(path));
  expect(others).toEqual(['build/THIRD-PARTY-LICENSES.txt']);
}, 300_000);
