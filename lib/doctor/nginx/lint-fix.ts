import { isAbsolute, relative } from 'node:path';
import type { NginxVersion } from '../../nginx/version';
import { readConfiguration, type Configuration } from '../../nginx/configuration';
import { applyEdits, tidy } from '../../nginx/edit';
import type { ConfigurationFiles } from '../../nginx/includes';
import { unifiedDiff } from '../../nginx/unified-diff';
import { fixes, type LintFacts } from './lint';

/** One cure may show the next problem; these many times it is looked again. */
const ROUNDS = 5;

/**
 * What `patch -p1` (or `patch -p1 -d /` for absolute paths) makes of the files so that no problem is left that their lines can cure. Files
 * on a disk have the names that they have without links: `patch` follows none.
 */
export function fixPatch(paths: readonly string[], files: ConfigurationFiles, facts: LintFacts, version?: NginxVersion): string {
  const changed = new Map<string, string>();
  const originals = new Map<string, string>();
  const real = (path: string) => files.real?.(path) ?? path;
  const overlay: ConfigurationFiles = {
    ...files,
    read: (path) => (changed.size > 0 ? changed.get(real(path)) : undefined) ?? files.read(path),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const configuration: Configuration = readConfiguration(paths, overlay, version);
    const edits = fixes(configuration, facts);
    if (edits.length === 0) break;
    const texts = new Map(edits.map(({ file }) => [real(file), configuration.files.get(file)!]));
    const moved = tidy(edits.map((edit) => ({ ...edit, file: real(edit.file) })));
    for (const [file, text] of texts) {
      if (!originals.has(file)) originals.set(file, text);
      changed.set(
        file,
        applyEdits(
          text,
          moved.filter((edit) => edit.file === file),
        ),
      );
    }
  }
  const below = (file: string) => relative(process.cwd(), file);
  const isRelative =
    files.real !== undefined &&
    !paths.some((path) => isAbsolute(path)) &&
    [...originals.keys()].every((file) => !below(file).startsWith('..'));
  return [...originals]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, before]) => unifiedDiff(isRelative ? below(file) : file, before, changed.get(file)!))
    .join('');
}
