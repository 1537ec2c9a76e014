import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { mavenBuild } from './maven-build';

/** The application that is hurt and attacked. Needs the package mirror when its sources are new: call it outside of the hub first. */
export function mirrorJar(cache: string, say: (line: string) => void): string {
  return join(mavenBuild('mirror-application', cache, say), 'mirror.jar');
}

/** H2's own server, taken out of that jar: the database that goes away is a real one. */
export function databaseJar(mirror: string, folder: string): string {
  const isDatabase = ({ name }: { name: string }) => /^BOOT-INF\/lib\/h2-.*\.jar$/.test(name);
  const [content] = Object.values(unzipSync(new Uint8Array(readFileSync(mirror)), { filter: isDatabase }));
  const file = join(folder, 'database.jar');
  writeFileSync(file, content);
  return file;
}
