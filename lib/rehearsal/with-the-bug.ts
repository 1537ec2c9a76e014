import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_DIR } from '../chain/conventions';
import { unifiedDiff } from '../nginx/unified-diff';

/** What the configuration in many a blog lacks. */
const MISSING_IN_BLOGS =
  /^[ \t]*(?:proxy_set_header\s+(?:Upgrade|Connection)\s|proxy_http_version\s+1\.1\s*;|proxy_buffering\s+off\s*;)[^\n]*\n/gm;

/** Takes the WebSocket lines out of the laid-down nginx files; returns what changed as a unified diff. The template is not touched. */
export function removeWebSocketLines(directory: string): string {
  const names = readdirSync(join(directory, CONFIG_DIR)).filter((name) => name.endsWith('.conf'));
  const diffs = names.sort().map((name) => {
    const path = join(CONFIG_DIR, name);
    const before = readFileSync(join(directory, path), 'utf8');
    const after = before.replace(MISSING_IN_BLOGS, '');
    writeFileSync(join(directory, path), after);
    return unifiedDiff(path, before, after);
  });
  return diffs.join('');
}
