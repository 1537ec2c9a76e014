import { execFileSync, spawnSync } from 'child_process';
import { copyFileSync, existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { findProgram, install } from '../lib/rehearsal/prerequisites';

const CACHE = join(__dirname, '..', 'node_modules', '.cache');

/** A Python environment of one suite's own with what its requirements.txt asks for; the folder of its programs. */
export function pythonEnvironment(name: string, requirements: string): string {
  const folder = join(CACHE, name);
  const installed = join(folder, 'requirements.txt');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== readFileSync(requirements, 'utf8')) {
    makeEnvironment(folder);
    execFileSync(join(folder, 'bin', 'pip'), ['install', '-q', '-r', requirements], { stdio: 'pipe' });
    copyFileSync(requirements, installed);
  }
  return join(folder, 'bin');
}

/** Debian keeps what `venv` needs in a package of its own. */
function makeEnvironment(folder: string): void {
  if (spawnSync('python3', ['-m', 'venv', folder]).status !== 0 && process.getuid?.() === 0 && findProgram('apt-get')) {
    install(['python3-venv']);
  }
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
}
