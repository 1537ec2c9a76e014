import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this package, from the sources and from the build alike. */
export function version(from = __dirname): string {
  const file = join(from, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version : version(dirname(from));
}
