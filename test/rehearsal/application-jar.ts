import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..');
const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'applications');

/** The versions of Spring Boot that it is built with. */
export const BOOT_VERSIONS = ['2.7.18', '3.5.16', '4.0.7', '4.1.2'] as const;
export type BootVersion = (typeof BOOT_VERSIONS)[number];

/** The servers inside of Spring Boot. Undertow is not among those of Spring Boot 4. */
export type EmbeddedServer = 'tomcat' | 'jetty' | 'undertow' | 'netty';
export const OTHER_SERVERS: readonly [EmbeddedServer, BootVersion][] = [
  ['jetty', '4.1.2'],
  ['jetty', '3.5.16'],
  ['undertow', '3.5.16'],
  ['netty', '4.1.2'],
];

/**
 * The jar that stands for a user's, built with one version of Spring Boot; from the cache when its sources are the same. On Netty it
 * is a WebFlux application with /raw, /events and /who only.
 */
export function applicationJar(boot: BootVersion, server: EmbeddedServer = 'tomcat'): string {
  const project = server === 'netty' ? 'reactive-application' : 'applications';
  const ee = boot.startsWith('2.') ? 'javax' : 'jakarta';
  return mavenJar(project, `${server}-${boot}-`, { 'spring-boot.version': boot, server, ee });
}

/** The jar of a Maven project below test, under a name of its own; from the cache when its sources are the same. */
export function mavenJar(folder: string, name: string, properties: Readonly<Record<string, string>> = {}): string {
  const project = join(TESTS, folder);
  const built = join(CACHE, `${name}${hashOf(project)}`);
  if (!existsSync(built)) {
    mkdirSync(CACHE, { recursive: true });
    const target = mkdtempSync(join(CACHE, 'building-'));
    const given = Object.entries({ ...properties, target }).map(([key, value]) => `-D${key}=${value}`);
    const { status, stdout, stderr } = spawnSync('mvn', ['-q', '-B', ...given, 'package'], { cwd: project, encoding: 'utf8' });
    if (status !== 0) {
      rmSync(target, { recursive: true });
      throw new Error(`${project} does not build with ${given.join(' ')} (it needs Maven and a JDK, 17 or newer):\n${stdout}${stderr}`);
    }
    // Only what is whole gets the name that is looked for; what older sources gave goes.
    readdirSync(CACHE)
      .filter((older) => older.startsWith(name))
      .forEach((older) => rmSync(join(CACHE, older), { recursive: true }));
    renameSync(target, built);
  }
  return join(built, 'application.jar');
}

function hashOf(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  const hash = createHash('sha256');
  files.forEach((file) => hash.update(file.slice(folder.length)).update('\0').update(readFileSync(file)));
  return hash.digest('hex').slice(0, 12);
}
