import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the program `patch` makes of a file. */
export function patched(name: string, text: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'patch-'));
  try {
    writeFileSync(join(folder, name), text);
    const { status, stdout, stderr, error } = spawnSync('patch', ['-p1', '--fuzz=0', '--no-backup-if-mismatch'], { cwd: folder, input: patch, encoding: 'utf8' });
    if (error) throw error;
    if (status !== 0) throw new Error(`patch refused it: ${stdout}${stderr}\n${patch}`);
    return readFileSync(join(folder, name), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
