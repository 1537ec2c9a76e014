import { execFileSync } from 'child_process';
import { copyFileSync, existsSync, readFileSync } from 'fs';
import { join } from 'path';

const CACHE = join(__dirname, '..', 'node_modules', '.cache');

/** A Python environment of one suite's own with what its requirements.txt asks for; the folder of its programs. */
export function pythonEnvironment(name: string, requirements: string): string {
  const folder = join(CACHE, name);
  const installed = join(folder, 'requirements.txt');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== readFileSync(requirements, 'utf8')) {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(join(folder, 'bin', 'pip'), ['install', '-q', '-r', requirements], { stdio: 'pipe' });
    copyFileSync(requirements, installed);
  }
  return join(folder, 'bin');
}
