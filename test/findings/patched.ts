import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the program `patch` makes of a file. */
export function patched(name: string, text: string, patch: string): string {
  return patchedFiles({ [name]: text }, patch)[name]!;
}

/** What it makes of several, by their names. */
export function patchedFiles(files: Readonly<Record<string, string>>, patch: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'patch-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { status, stdout, stderr, error } = spawnSync('patch', ['-p1', '--fuzz=0', '--no-backup-if-mismatch'], {
      cwd: folder,
      input: patch,
      encoding: 'utf8',
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`patch refused it: ${stdout}${stderr}\n${patch}`);
    return Object.fromEntries(Object.keys(files).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
