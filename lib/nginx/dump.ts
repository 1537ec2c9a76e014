import type { ConfigurationFiles } from './includes';

/** What stands before each file in the output of `nginx -T`. */
const MARKER = /^# configuration file (.*):\r?\n/gm;

/** The files in what `nginx -T` printed, by path, the main one first; undefined when the text is no such output. */
export function readDump(text: string): Map<string, string> | undefined {
  const markers = [...text.matchAll(MARKER)];
  const before = text.slice(0, markers[0]?.index ?? 0);
  if (markers.length === 0 || before.split('\n').some(isConfiguration)) return undefined;
  return new Map(
    markers.map((marker, i) => {
      // nginx ends each file with a line end of its own
      const body = text.slice(marker.index + marker[0].length, markers[i + 1]?.index ?? text.length);
      return [marker[1]!, body.replace(/\n$/, '')];
    }),
  );
}

/** Files that are in memory; those of a dump are all that nginx reads. */
export function filesInMemory(texts: ReadonlyMap<string, string>, isWhole = false): ConfigurationFiles {
  const paths = [...texts.keys()].sort();
  return {
    isWhole,
    read: (path) => texts.get(path),
    match: (pattern) => {
      return paths.filter(matcher(pattern));
    },
  };
}

/** What glob(3) matches, byte by byte: neither `*` nor `?` goes past a slash or stands for a dot at the beginning of a name. */
export function matcher(pattern: string): (path: string) => boolean {
  const bytes = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));
  const expression = globExpression(bytes(pattern));
  return (path) => expression.test(bytes(path));
}

function globExpression(pattern: string): RegExp {
  const parts = pattern.split('/').map((part) => {
    const hidden = /^[*?[]/.test(part) ? '(?!\\.)' : '';
    return (
      hidden +
      part.replace(/\[([!^]?)(\]?[^\]]*)\]|[^]/g, (ch, not: string | undefined, set: string | undefined) => {
        if (ch === '*') return '[^/]*';
        if (ch === '?') return '[^/]';
        if (set !== undefined) return `[${not ? '^/' : ''}${set.replace(/[\\\][^]/g, '\\$&')}]`;
        return ch.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
      })
    );
  });
  return new RegExp(`^${parts.join('/')}$`);
}

/** Lines of a configuration end like that; those of `nginx -V`, kubectl or ssh, which `2>&1` puts before a dump, do not. */
function isConfiguration(line: string): boolean {
  return /[;{}]\s*(#.*)?$/.test(line);
}
