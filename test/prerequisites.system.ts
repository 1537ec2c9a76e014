import { exampleJar } from '../lib/app/example';
import { requireEach } from '../lib/rehearsal/prerequisites';
import { classPath } from './companion/engines/class-path';
import { emulatorEnvironment } from './doctor/aws/emulator';
import { mainlineNginx } from './goldens/nginx-verdict';
import prerequisites, { pythonModule } from './prerequisites';
import { applicationJar, BOOT_VERSIONS, OTHER_SERVERS } from './rehearsal/application-jar';

/** What `npm run test:system` runs besides. */
const SYSTEM_TOOLS = {
  chromium: { program: 'chromium', apt: 'chromium', dnf: 'chromium', brew: 'chromium' },
  valkey: { program: 'redis-server', apt: 'redis-server', dnf: 'valkey', brew: 'valkey' },
  httpd: { program: 'apache2', apt: 'apache2-bin', dnf: 'httpd', brew: 'httpd' },
  "Python's venv": pythonModule('ensurepip', 'python3-venv', 'python3'),
  "Python's pip": pythonModule('pip', 'python3-pip', 'python3-pip'),
};

/** Before `npm run test:system`: its programs, and what several of its files use, because those run side by side. */
export default async function systemPrerequisites(): Promise<void> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await prerequisites();
  await requireEach(SYSTEM_TOOLS, say);
  exampleJar(say);
  BOOT_VERSIONS.forEach((boot) => applicationJar(boot));
  OTHER_SERVERS.forEach(([server, boot]) => applicationJar(boot, server));
  emulatorEnvironment();
  mainlineNginx();
  classPath();
}
