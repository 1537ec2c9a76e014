import { cpSync, rmSync } from 'fs';
import { join } from 'path';

/** Part of the build, run after the compiler: takes the host's Python programs along, which no compiler copies. */
const sources = join(__dirname, '..', '..', '..', 'lib', 'host');
for (const program of ['agent', 'bootstrap']) {
  rmSync(join(__dirname, program), { recursive: true, force: true });
  cpSync(join(sources, program), join(__dirname, program), { recursive: true, filter: (file) => !file.includes('__pycache__') });
}
