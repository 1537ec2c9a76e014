import { spawnSync } from 'node:child_process';
import { TOOLS, requireEach } from '../../lib/rehearsal/prerequisites';
import { pythonModule } from '../prerequisites';
import { ROOT, keepReference } from './consumer';
import { nodeConsumer, npmInstall, oldest } from './node-consumer';

const CONSUMER_TOOLS = {
  jdk: TOOLS.jdk,
  maven: TOOLS.maven,
  "Python's venv": pythonModule('ensurepip', 'python3-venv', 'python3'),
  go: { program: 'go', apt: 'golang-go', dnf: 'golang', brew: 'go' },
};

/** Before `npm run test:consumers`: makes the packages, and the templates that all others must equal. */
export default function setup(): void {
  requireEach(CONSUMER_TOOLS, (line) => process.stderr.write(`${line}\n`));
  const { status } = spawnSync('npm', ['run', '--silent', 'packages'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`npm run packages ended with ${status}`);
  const consumer = nodeConsumer();
  npmInstall(consumer, oldest('aws-cdk-lib'), oldest('constructs'));
  consumer.run('node', 'main.js');
  keepReference(consumer.templates());
  consumer.remove();
}
