import { readFileSync } from 'fs';
import { type ClassFile, readClassFile } from '../classes/class-file';
import { reader } from '../archive';

/** What is read of an executable jar or war. */
export interface Application {
  /** Its own classes, those of its libraries not. */
  readonly classes: readonly ClassFile[];
  /** The names of the jars that it brings. */
  readonly libraries: readonly string[];
  /** How many of its own classes could not be read. */
  readonly unread: number;
}

const OWN_CLASS = /^(?:BOOT|WEB)-INF\/classes\/.*\.class$/;
const LIBRARY = /^(?:BOOT|WEB)-INF\/lib(?:-provided)?\/([^/]+\.jar)$/;

/** Reads the application's own classes. */
export function applicationIn(jar: string): Application {
  const libraries: string[] = [];
  const files = reader(readFileSync(jar))((name) => {
    libraries.push(...(LIBRARY.exec(name)?.slice(1) ?? []));
    return OWN_CLASS.test(name);
  });
  const classes: ClassFile[] = [];
  let unread = 0;
  for (const bytes of Object.values(files)) {
    try {
      classes.push(...[readClassFile(bytes) ?? []].flat());
    } catch {
      unread++; // written by a newer Java, or by an obfuscator
    }
  }
  return { classes, libraries, unread };
}
