import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { bootJarBytes, type JarContent } from './boot-jar-bytes';

export { bootJarBytes, type JarContent };

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A folder of its own with the jars in it, as long as the tests of the file run; the folder's path. */
export function folderWith(jars: Record<string, JarContent> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'boot-jar-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(jars)) {
    writeFileSync(join(folder, name), bootJarBytes(content));
  }
  return folder;
}
