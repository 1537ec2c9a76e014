import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { AGENT_DIR } from '../lib/host/agent-package';
import { buildCompanion } from '../lib/host/companion-jar';
import { requireEach, TOOLS } from '../lib/rehearsal/prerequisites';

/** What Debian keeps in a package of its own, and others bring with Python. */
export const pythonModule = (module: string, apt: string, dnf: string) => ({ program: 'python3', module, apt, dnf, brew: 'python' });

/** What `npm test` runs: what a rehearsal does, and what tests look at it with. */
const TEST_TOOLS = {
  nginx: TOOLS.nginx,
  "nginx's stream module": TOOLS["nginx's stream module"],
  haproxy: TOOLS.haproxy,
  openssl: TOOLS.openssl,
  python3: TOOLS.python3,
  valkey: TOOLS.valkey,
  jdk: TOOLS.jdk,
  maven: TOOLS.maven,
  ip: TOOLS.ip,
  nsenter: TOOLS.nsenter,
  patch: { program: 'patch', apt: 'patch', dnf: 'patch', brew: 'gpatch' },
  ps: { program: 'ps', apt: 'procps', dnf: 'procps-ng', brew: '' },
  'systemd-analyze': { program: 'systemd-analyze', apt: 'systemd', dnf: 'systemd', brew: '' },
  "Python's yaml": pythonModule('yaml', 'python3-yaml', 'python3-pyyaml'),
};

/** Before `npm test`: what it runs is installed where that can be done unasked, else one error says what to install. */
export default async function prerequisites(): Promise<void> {
  await requireEach(TEST_TOOLS, (line) => process.stderr.write(`${line}\n`));
  buildCompanion(AGENT_DIR);
  execFileSync(process.execPath, ['bundle-canary.mjs'], { cwd: join(__dirname, '..') });
}
