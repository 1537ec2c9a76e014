import { spawn } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'fs';
import { join } from 'path';

/** The Python of a virtual environment with what the requirements name, made once and kept in the cache. */
export async function pythonWith(requirements: string, cache: string): Promise<string> {
  const version = await run('python3', ['--version'], 'python3 is needed for the emulator: apt-get install python3 python3-venv');
  const key = createHash('sha256').update(version).update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const folder = join(cache, `python-${key}`);
  const python = join(folder, 'bin', 'python');
  if (existsSync(python)) {
    return python;
  }
  mkdirSync(cache, { recursive: true });
  const unfinished = `${folder}.${process.pid}`;
  try {
    await run('python3', ['-m', 'venv', unfinished], 'python3 cannot make a virtual environment: apt-get install python3-venv');
    await run(
      join(unfinished, 'bin', 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
      `pip cannot install ${requirements}`,
    );
    if (!existsSync(python)) {
      renameSync(unfinished, folder);
    }
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return python;
}

function run(command: string, args: string[], otherwise: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });
    const output: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => output.push(data));
    child.stderr.on('data', (data: Buffer) => output.push(data));
    child.on('error', (error) => reject(new Error(`${otherwise} (${error.message})`)));
    child.on('close', (status) => {
      const text = Buffer.concat(output).toString().trim();
      return status === 0 ? resolve(text) : reject(new Error(`${otherwise}:\n${text}`));
    });
  });
}
