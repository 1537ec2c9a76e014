import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { main } from '../../lib/cli/main';

/** Where the files of one test suite are. */
export const folder = mkdtempSync(join(tmpdir(), 'lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The path of a file in the folder. */
export const at = (name: string) => join(folder, name);
/** Writes a file, and gives its path. */
export const write = (name: string, text: string | Buffer) => {
  mkdirSync(dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
};

/** Runs the doctor; paths in what it prints begin at the folder, except in `raw`. */
export async function run(...argv: string[]): Promise<{ code: number; out: string; err: string; raw: string }> {
  let [out, err] = ['', ''];
  const code = await main(['doctor', ...argv], { write: (text) => (out += text) }, { write: (text) => (err += text) });
  return { code, out: out.replaceAll(folder, ''), err: err.replaceAll(folder, ''), raw: out };
}
