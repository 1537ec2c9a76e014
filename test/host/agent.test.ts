import { execFileSync, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';
import { findProgram, install } from '../../lib/rehearsal/prerequisites';

const ROOT = join(__dirname, '..', '..');
const VENV = join(ROOT, 'node_modules', '.cache', 'agent-tests');
const REQUIREMENTS = join(__dirname, 'agent', 'requirements.txt');

/** Debian keeps what `venv` needs in a package of its own. */
function makeVenv(): void {
  if (spawnSync('python3', ['-m', 'venv', VENV]).status !== 0 && process.getuid?.() === 0 && findProgram('apt-get')) {
    install(['python3-venv']);
  }
  execFileSync('python3', ['-m', 'venv', VENV], { stdio: 'pipe' });
}

/** The agent's own tests are Python, as it is; here they run as one of ours, in an environment of their own. */
test('the agent passes its own tests', () => {
  if (!existsSync(join(VENV, 'bin', 'pytest'))) {
    makeVenv();
    execFileSync(join(VENV, 'bin', 'pip'), ['install', '-q', '-r', REQUIREMENTS], { stdio: 'pipe' });
  }
  const run = spawnSync(join(VENV, 'bin', 'python'), ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', join(__dirname, 'agent')], { cwd: ROOT, encoding: 'utf8' });
  if (run.status !== 0) {
    throw new Error(`${run.stdout}${run.stderr}`);
  }
  expect(run.stdout).toMatch(/\d+ passed/);
  expect(run.stdout).not.toMatch(/skipped/);
}, 300_000);
