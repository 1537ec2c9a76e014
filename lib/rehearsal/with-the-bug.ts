import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_DIR } from '../chain/conventions';

/** What the configuration in many a blog lacks. */
const MISSING_IN_BLOGS = /^[ \t]*(?:proxy_set_header\s+(?:Upgrade|Connection)\s|proxy_http_version\s+1\.1\s*;|proxy_buffering\s+off\s*;)[^\n]*\n/gm;

/** Takes the WebSocket lines out of the laid-down nginx files and returns them. The template is not touched. */
export function removeWebSocketLines(directory: string): string[] {
  const folder = join(directory, CONFIG_DIR);
  return readdirSync(folder).filter((name) => name.endsWith('.conf')).flatMap((name) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const removed = text.match(MISSING_IN_BLOGS) ?? [];
    writeFileSync(path, text.replace(MISSING_IN_BLOGS, ''));
    return removed.map((line) => line.trim());
  });
}
