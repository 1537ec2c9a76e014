import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requireTools } from '../../lib/rehearsal/prerequisites';

const PROJECT = join(__dirname, '..', 'applications');
const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'applications');

/** The jar that stands for a user's, built with one version of Spring Boot; from the cache when its sources are the same. */
export function applicationJar(boot: string): string {
  const folder = join(CACHE, `${boot}-${hashOf(PROJECT)}`);
  if (!existsSync(folder)) {
    requireTools(['maven', 'java'], () => undefined);
    mkdirSync(CACHE, { recursive: true });
    const target = mkdtempSync(join(CACHE, 'building-'));
    const { status, stdout, stderr } = spawnSync('mvn', ['-q', '-B', `-Dspring-boot.version=${boot}`, `-Dtarget=${target}`, 'package'], { cwd: PROJECT, encoding: 'utf8' });
    if (status !== 0) {
      rmSync(target, { recursive: true });
      throw new Error(`test/applications does not build with Spring Boot ${boot} (it needs Maven and a JDK, 17 or newer):\n${stdout}${stderr}`);
    }
    // Only what is whole gets the name that is looked for; what older sources gave goes.
    readdirSync(CACHE).filter((name) => name.startsWith(`${boot}-`)).forEach((name) => rmSync(join(CACHE, name), { recursive: true }));
    renameSync(target, folder);
  }
  return join(folder, 'application.jar');
}

function hashOf(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const hash = createHash('sha256');
  files.forEach((file) => hash.update(file.slice(folder.length)).update('\0').update(readFileSync(file)));
  return hash.digest('hex').slice(0, 12);
}
