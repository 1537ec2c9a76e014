import type { NginxVersion } from '../nginx/version';
import { readConfiguration, type Configuration } from '../nginx/configuration';
import { applyEdits } from '../nginx/edit';
import type { ConfigurationFiles } from '../nginx/includes';
import { unifiedDiff } from '../nginx/unified-diff';
import { fixes, type LintFacts } from './lint';

/** One cure may show the next problem; these many times it is looked again. */
const ROUNDS = 5;

/** What `patch -p1` (or `patch -p1 -d /` for absolute paths) makes of the files so that no problem is left that their lines can cure. */
export function fixPatch(paths: readonly string[], files: ConfigurationFiles, facts: LintFacts, version?: NginxVersion): string {
  const changed = new Map<string, string>();
  const originals = new Map<string, string>();
  const overlay: ConfigurationFiles = { read: (path) => changed.get(path) ?? files.read(path), match: (pattern) => files.match(pattern) };
  for (let round = 0; round < ROUNDS; round++) {
    const configuration: Configuration = readConfiguration(paths, overlay, version);
    const edits = fixes(configuration, facts);
    if (edits.length === 0) break;
    for (const file of new Set(edits.map((edit) => edit.file))) {
      const text = configuration.files.get(file)!;
      if (!originals.has(file)) originals.set(file, text);
      changed.set(file, applyEdits(text, edits.filter((edit) => edit.file === file)));
    }
  }
  return [...originals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, before]) => unifiedDiff(file, before, changed.get(file)!)).join('');
}
