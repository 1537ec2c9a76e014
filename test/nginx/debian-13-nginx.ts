import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, install } from '../../lib/rehearsal/prerequisites';
import { mirror, suites } from '../../lab/machines/mirror';

const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache');
const FOLDER = join(CACHE, 'nginx-debian-13');

/**
 * Gets nginx as Debian 13 ships it, with the libraries that it is linked with, once from the machine's package mirror; undefined
 * where there is none, which CI does not allow.
 */
export function debian13Nginx(): (() => Promise<string>) | undefined {
  const program = join(FOLDER, 'nginx');
  if (!findProgram('apt-get')) {
    const problem = 'nginx of Debian 13 comes from a Debian mirror that apt-get knows, and there is no apt-get here';
    if (process.env.CI === 'true') throw new Error(problem);
    process.stderr.write(`\nSKIPPED, nothing was tried with nginx of Debian 13: ${problem}\n`);
    return undefined;
  }
  return async () => {
    if (!existsSync(program)) await unpack();
    return program;
  };
}

async function unpack(): Promise<void> {
  if (!findProgram('mmdebstrap') && process.getuid?.() === 0) await install(['mmdebstrap']);
  if (!findProgram('mmdebstrap'))
    throw new Error('mmdebstrap unpacks nginx of Debian 13, and is not installed: apt-get install mmdebstrap');
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(join(CACHE, 'nginx-debian-13-'));
  try {
    const root = join(unfinished, 'root');
    const { status, stderr, error } = spawnSync(
      'mmdebstrap',
      ['--quiet', '--variant=extract', '--include=nginx', 'trixie', root, ...suites(await mirror())],
      { encoding: 'utf8' },
    );
    if (error ?? status !== 0) throw error ?? new Error(stderr);
    // Its own dynamic linker, because this machine's C library may be older than the one it was built with.
    const libraries = readdirSync(join(root, 'usr', 'lib')).find((name) => name.endsWith('-linux-gnu'))!;
    const linker = readdirSync(join(root, 'usr', 'lib', libraries)).find((name) => name.startsWith('ld-linux-'))!;
    const script = [
      '#!/bin/sh',
      `root='${join(FOLDER, 'root')}'`,
      `exec "$root/usr/lib/${libraries}/${linker}" --library-path "$root/usr/lib/${libraries}" "$root/usr/sbin/nginx" "$@"`,
      '',
    ];
    writeFileSync(join(unfinished, 'nginx'), script.join('\n'));
    chmodSync(join(unfinished, 'nginx'), 0o755);
    renameSync(unfinished, FOLDER);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
