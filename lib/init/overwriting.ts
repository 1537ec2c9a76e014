import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { unifiedDiff } from '../nginx/unified-diff';

/** What would become of files that exist: the difference of each that would change. */
export function differences(folder: string, files: Readonly<Record<string, string>>): string[] {
  return Object.entries(files).flatMap(([name, text]) => {
    const file = join(folder, name);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : text;
    return before === text ? [] : [unifiedDiff(name, before, text)];
  });
}

/** Writes files into a folder, which is made. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
