import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'installed-'));
const modules = join(folder, 'node_modules');
const installed = join(modules, 'cdk-spring-websocket');
const cache = join(folder, 'cache');

/** Lays the package's own files out as npm does; what it depends on stands beside it. */
beforeAll(() => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], { cwd: ROOT, encoding: 'utf8' });
  const [{ files }] = JSON.parse(stdout) as { files: { path: string }[] }[];
  for (const { path } of files) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    cpSync(join(ROOT, path), join(installed, path));
  }
  for (const name of ['aws-cdk-lib', 'constructs', 'fflate', 'yaml']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Synthesizes with the installed package, without a jar, as `rehearse --example` does. */
function synthesize(cacheHome: string) {
  return spawnSync(process.execPath, [join(installed, 'build', 'bin', 'app.js')], {
    cwd: folder,
    env: { ...process.env, XDG_CACHE_HOME: cacheHome, CDK_OUTDIR: join(folder, 'cdk.out'), CDK_CONTEXT_JSON: '{}' },
    encoding: 'utf8',
  });
}

/** Every file of the installed package with its last change. */
const state = () =>
  readdirSync(installed, { recursive: true, encoding: 'utf8' }).map((name) => `${name} ${statSync(join(installed, name)).mtimeMs}`);

test('the installed package builds its example once, in the cache of the user', () => {
  const before = state();
  const first = synthesize(cache);
  expect(first).toMatchObject({ status: 0, stderr: 'building the example application with Maven ...\n' });
  expect(readdirSync(cache, { recursive: true })).toEqual([
    'cdk-spring-websocket',
    expect.stringMatching(/^cdk-spring-websocket\/chat-[0-9a-f]{12}$/),
    expect.stringMatching(/^cdk-spring-websocket\/chat-[0-9a-f]{12}\/chat.jar$/),
  ]);
  expect(synthesize(cache)).toMatchObject({ status: 0, stderr: '' });
  expect(state()).toEqual(before);
}, 300_000);

test('fails with what to set where the cache cannot be written', () => {
  const { status, stderr } = synthesize('/dev/null');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /\nthe example application is built in \/dev\/null\/cdk-spring-websocket, where nothing can be written \(.*\): set XDG_CACHE_HOME to a folder of your own\n$/,
  );
});
