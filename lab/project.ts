import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, from the sources and from the build alike. */
export function projectFolder(from = __dirname): string {
  return existsSync(join(from, 'package.json')) ? from : projectFolder(dirname(from));
}
