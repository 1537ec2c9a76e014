import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { strFromU8 } from 'fflate';
import { reader } from '../spring/archive';
import { readClassFile, type ClassFile } from '../spring/classes/class-file';

/** What is read of an application, wherever it lies. */
export interface Contents {
  /** The application's own classes, those of its libraries not. */
  readonly classes: readonly ClassFile[];
  /** Its configuration files by name, such as `application.yml`. */
  readonly configuration: Readonly<Record<string, string>>;
  /** The names of the jars that it brings. */
  readonly libraries: readonly string[];
}

/** Files that Spring Boot reads without a profile. */
export const CONFIGURATION = /^(?:config\/)?application\.(?:properties|ya?ml)$/;

/** Reads an executable jar or war: its classes, and those of the build's other modules among its libraries. */
export function contentsOfJar(file: string): Contents {
  const read = reader(readFileSync(file));
  const names: string[] = [];
  const own = read((name) => {
    names.push(name);
    return /^(BOOT|WEB)-INF\/classes\//.test(name) && (name.endsWith('.class') || CONFIGURATION.test(name.split('/classes/')[1]));
  });
  const classes = classesIn(Object.values(own));
  const libraries = names.filter((name) => /^(BOOT|WEB)-INF\/lib[^/]*\/[^/]+\.jar$/.test(name));
  const ours = packagesOf(classes);
  const isOurs = (name: string) => name.endsWith('.class') && ours.some((start) => name.startsWith(start));
  const modules = Object.values(read((name) => libraries.includes(name))).flatMap((bytes) =>
    classesIn(Object.values(reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))(isOurs))),
  );
  const configuration = Object.entries(own)
    .filter(([name]) => !name.endsWith('.class'))
    .map(([name, bytes]) => [name.split('/classes/')[1], strFromU8(bytes)]);
  return {
    classes: [...classes, ...modules],
    configuration: Object.fromEntries(configuration) as Record<string, string>,
    libraries: libraries.map((name) => name.split('/').at(-1)!),
  };
}

/** Reads folders with compiled classes and configuration files. */
export function contentsOfFolders(folders: readonly string[]): Contents {
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => ({ name, path: join(folder, name) })));
  return {
    classes: classesIn(files.filter(({ name }) => name.endsWith('.class')).map(({ path }) => readFileSync(path))),
    configuration: Object.fromEntries(
      files.filter(({ name }) => CONFIGURATION.test(name)).map(({ name, path }) => [name, readFileSync(path, 'utf8')]),
    ),
    libraries: [],
  };
}

function classesIn(files: readonly Uint8Array[]): ClassFile[] {
  return files.flatMap((bytes) => readClassFile(bytes) ?? []);
}

/** The first two names of the classes' packages, such as `com/example/`: a team's other modules begin with the same. */
function packagesOf(classes: readonly ClassFile[]): string[] {
  return [...new Set(classes.flatMap(({ name }) => /^[^/]+\/[^/]+\//.exec(name)?.[0] ?? []))].filter(
    (start) => !/^org\/springframework\//.test(start),
  );
}
