import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { mavenBuild } from './maven-build';

/** The jars of one application: what a team builds one after the other. */
export interface ApplicationJars {
  readonly version1: string;
  readonly version2: string;
  /** Its classes are of Java 25. */
  readonly java25: string;
}

/** A class file's major version for Java 25 (JVM specification, table 4.1-A). */
const JAVA_25 = 69;

/** Builds the lab's own application with Maven, or finds it in the cache. Needs the package mirror: call it outside of the hub first. */
export function applicationJars(cache: string, say: (line: string) => void): ApplicationJars {
  const jars = jarsIn(mavenBuild('application', cache, say));
  if (!existsSync(jars.java25)) {
    writeVariants(jars);
  }
  return jars;
}

function jarsIn(folder: string): ApplicationJars {
  return {
    version1: join(folder, 'application.jar'),
    version2: join(folder, 'application-2.jar'),
    java25: join(folder, 'application-java-25.jar'),
  };
}

/**
 * The same sources give the same class files, so the variants are made from the built jar: another resource, another class file
 * version.
 */
function writeVariants(jars: ApplicationJars): void {
  const entries = unzipSync(new Uint8Array(readFileSync(jars.version1)));
  writeFileSync(jars.version2, repacked({ ...entries, 'BOOT-INF/classes/version.txt': Buffer.from('2\n') }));
  const name = Object.keys(entries).find((each) => each.endsWith('/Application.class'))!;
  const newer = Buffer.from(entries[name]);
  newer.writeUInt16BE(JAVA_25, 6);
  writeFileSync(`${jars.java25}.new`, repacked({ ...entries, [name]: newer }));
  renameSync(`${jars.java25}.new`, jars.java25);
}

/** Stored, because Spring Boot reads nested jars in place. */
function repacked(entries: Record<string, Uint8Array>): Uint8Array {
  return zipSync(entries, { level: 0, mtime: new Date('1980-01-01T00:00:00') });
}
