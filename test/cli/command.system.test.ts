import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

test("fails: options are this program's own, whatever Node.js itself reads of a command line", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['build/bin/cdk-spring-websocket.js', 'rehearse', '--environment-file', '/nowhere.env'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringContaining('--environment-file is /nowhere.env, which does not exist') as unknown,
  });
});
