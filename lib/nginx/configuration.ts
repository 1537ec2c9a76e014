import type { Placed } from './directives';
import { expandIncludes, type ConfigurationFiles, type Unread } from './includes';
import type { NginxVersion } from './version';

/** What the text of a file is a part of: a whole nginx.conf, or lines that belong into a block of one. */
export type Part = 'main' | 'http' | 'server' | 'location';

/** Everything that nginx would read, with every include replaced by what it names. */
export interface Configuration {
  /** The directives outside of every block. A part of a configuration stands in the blocks that it belongs into. */
  readonly main: readonly Placed[];
  readonly part: Part;
  /** The text of every file that was read, by its path. */
  readonly files: ReadonlyMap<string, string>;
  /** Includes whose file is not there. */
  readonly unread: readonly Unread[];
  readonly version?: NginxVersion;
}

/** Reads the files that are named, as one configuration, and all that they include. Throws NginxSyntaxError where nginx could not read them. */
export function readConfiguration(paths: readonly string[], files: ConfigurationFiles, version?: NginxVersion): Configuration {
  const texts = new Map<string, string>();
  const unread: Unread[] = [];
  const top = paths.flatMap((path) => expandIncludes(path, files, texts, unread));
  const part = partOf(top);
  return { main: wrap(top, part, paths[0] ?? 'nginx.conf'), part, files: texts, unread, version };
}

/** A directive as it is written in its file. */
export function sourceOf({ files }: Configuration, { file, start, end }: Placed): string {
  return (files.get(file) ?? '').slice(start, end);
}

function partOf(top: readonly Placed[]): Part {
  const has = (...names: string[]) => top.some(({ name }) => names.includes(name));
  if (has('http', 'events', 'stream', 'mail')) return 'main';
  if (has('server', 'upstream', 'map')) return 'http';
  if (has('location', 'listen', 'server_name')) return 'server';
  return has('proxy_pass') ? 'location' : 'http';
}

/** Blocks that stand in no file, around a part of a configuration. */
function wrap(top: readonly Placed[], part: Part, file: string): readonly Placed[] {
  const around = (name: string, args: string[], block: readonly Placed[]): Placed => ({ name, args, block, file, line: 1, start: 0, end: 0 });
  switch (part) {
    case 'main':
      return top;
    case 'http':
      return [around('http', [], top)];
    case 'server':
      return [around('http', [], [around('server', [], top)])];
    case 'location':
      return [around('http', [], [around('server', [], [around('location', ['/'], top)])])];
  }
}
