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
  /** Includes whose files are not there. */
  readonly unread: readonly Unread[];
  /** The files are all that nginx reads. */
  readonly isWhole: boolean;
  /** They lie as a source bundle of Elastic Beanstalk has them, so that each one's block is known. */
  readonly isBeanstalk: boolean;
  readonly version?: NginxVersion;
}

/** Reads the files that are named and all that they include as one configuration. Throws NginxSyntaxError where nginx would stop. */
export function readConfiguration(paths: readonly string[], files: ConfigurationFiles, version?: NginxVersion): Configuration {
  const texts = new Map<string, string>();
  const unread: Unread[] = [];
  const read = (path: string) => expandIncludes(path, files, texts, unread);
  const first = paths[0] ?? files.inBeanstalk?.[0] ?? 'nginx.conf';
  const tops = paths.map(read);
  const part = partOf(tops.flat());
  // of a folder of all kinds of files, those that no http block takes
  const loose =
    part === 'http' && !files.isHttpLevel && !files.inBeanstalk && tops.length > 1 ? tops.filter((top) => partOf(top) !== 'http') : [];
  // which no request of another server is for
  const nowhere = loose.length > 0 ? [written('listen', ['unix:'], first)] : [];
  const platform = files.inBeanstalk ? inBeanstalk(files.inBeanstalk, unread) : nowhere;
  const inServer = [...platform, ...loose.flat(), ...(files.inBeanstalk ?? []).flatMap(read)];
  const http = tops.filter((top) => !loose.includes(top)).flat();
  const main =
    inServer.length > 0 ? [surrounding('http', [], [...http, surrounding('server', [], inServer, first)], first)] : wrap(http, part, first);
  return {
    main,
    part: inServer.length > 0 ? 'server' : part,
    files: texts,
    unread,
    isWhole: files.isWhole ?? false,
    isBeanstalk: files.inBeanstalk !== undefined,
    version,
  };
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

const BEANSTALK = "Elastic Beanstalk's nginx.conf";
const APPLICATION = 'conf.d/elasticbeanstalk/00_application.conf';

/** What Elastic Beanstalk has in its server, where the location of the application is its own unless the source bundle has that file. */
function inBeanstalk(given: readonly string[], unread: Unread[]): readonly Placed[] {
  const listen = written('listen', ['80', 'default_server'], BEANSTALK);
  if (given.some((path) => path.endsWith(`/${APPLICATION}`))) return [listen];
  const directive = written('include', [APPLICATION], BEANSTALK);
  unread.push({ directive, path: APPLICATION, isPattern: false });
  return [listen, directive];
}

/** A line that stands in no file. */
function written(name: string, args: readonly string[], file: string): Placed {
  return { name, args, file, line: 1, start: 0, end: 0 };
}

/** A block that stands in no file. */
function surrounding(name: string, args: string[], block: readonly Placed[], file: string): Placed {
  return { ...written(name, args, file), block };
}

/** Blocks that stand in no file, around a part of a configuration. */
function wrap(top: readonly Placed[], part: Part, path: string): readonly Placed[] {
  const around = (name: string, args: string[], block: readonly Placed[]) => surrounding(name, args, block, path);
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
