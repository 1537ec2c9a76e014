import { spawnSync } from 'child_process';
import { join } from 'path';
import { pythonEnvironment } from '../python-environment';

/** The agent's own tests are Python, as it is; here they run as one of ours, in an environment of their own. */
test('the agent passes its own tests', () => {
  const tests = join(__dirname, 'agent');
  const python = join(pythonEnvironment('agent-tests', join(tests, 'requirements.txt')), 'python');
  const run = spawnSync(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', tests], {
    cwd: join(__dirname, '..', '..'),
    encoding: 'utf8',
  });
  if (run.status !== 0) {
    throw new Error(`${run.stdout}${run.stderr}`);
  }
  expect(run.stdout).toMatch(/\d+ passed/);
  expect(run.stdout).not.toMatch(/skipped/);
}, 300_000);
