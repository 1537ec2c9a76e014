import type { Placed } from './directives';
import { NginxSyntaxError, parsePlaced } from './parse';

/** Where the text of files comes from: a disk, or what `nginx -T` printed. */
export interface ConfigurationFiles {
  /** The text, or undefined when there is no such file. */
  read(path: string): string | undefined;
  /** The files that match a pattern with `*`, `?` or `[`, in the order of their bytes. */
  match(pattern: string): readonly string[];
  /** They are all that nginx reads, so that a pattern that nothing matches stands for nothing; else its files may be elsewhere. */
  readonly isWhole?: boolean;
  /** Where relative names begin, with a slash at its end; absent where they do at the folder of the first file. */
  readonly folder?: string;
  /** Every file that is read as a part stands in the http block itself, as those of conf.d do. */
  readonly isHttpLevel?: boolean;
  /** Files that Elastic Beanstalk's own nginx.conf includes in its server. */
  readonly inBeanstalk?: readonly string[];
  /** The absolute path of a file, without links; absent where files lie on no disk. */
  real?(path: string): string;
}

/** An include that named a file which is not there, or files of which there are none here. */
export interface Unread {
  readonly directive: Placed;
  readonly path: string;
  readonly isPattern: boolean;
}

/** More than any real configuration has; fewer than what makes a machine slow. */
const MOST_DIRECTIVES = 500_000;
const DEEPEST = 50;

/** nginx's own blocks end at five or six levels. */
const DEEPEST_BLOCK = 100;

interface Work {
  readonly files: ConfigurationFiles;
  readonly texts: Map<string, string>;
  readonly unread: Unread[];
  readonly folder: string;
  readonly parsed: Map<string, readonly Placed[]>;
  directives: number;
}

/** The directives of a file and, behind each include, those of the files that it names. Relative names begin at the first file's folder. */
export function expandIncludes(path: string, files: ConfigurationFiles, texts: Map<string, string>, unread: Unread[]): readonly Placed[] {
  const folder = files.folder ?? (path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '');
  const work: Work = { files, texts, unread, folder, parsed: new Map(), directives: 0 };
  const text = files.read(path);
  if (text === undefined) throw new NginxSyntaxError('there is no such file', path, 1);
  return expand(parsed(path, text, work), [path], work, 1);
}

function expand(directives: readonly Placed[], stack: readonly string[], work: Work, depth: number): readonly Placed[] {
  const expanded: Placed[] = [];
  let changed = false;
  for (const directive of directives) {
    work.directives++;
    if (work.directives > MOST_DIRECTIVES)
      throw new NginxSyntaxError(`includes make more than ${MOST_DIRECTIVES} directives`, directive.file, directive.line);
    if (directive.block && depth > DEEPEST_BLOCK)
      throw new NginxSyntaxError(`blocks are nested more than ${DEEPEST_BLOCK} deep`, directive.file, directive.line);
    const block = directive.block && expand(directive.block, stack, work, depth + 1);
    expanded.push(block === directive.block ? directive : { ...directive, block });
    const included = directive.name === 'include' && directive.args.length === 1 ? include(directive, stack, work, depth) : [];
    included.forEach((each) => expanded.push(each));
    changed ||= included.length > 0 || block !== directive.block;
  }
  return changed ? expanded : directives;
}

function include(directive: Placed, stack: readonly string[], work: Work, depth: number): readonly Placed[] {
  const [name] = directive.args as [string];
  const path = name.startsWith('/') ? name : work.folder + name;
  const isPattern = /[*?[]/.test(name);
  const opened = (isPattern ? work.files.match(path) : [path])
    .map((each) => open(each, directive, stack, work, depth))
    .filter((each) => each !== undefined);
  if (opened.length === 0 && !(isPattern && work.files.isWhole)) work.unread.push({ directive, path, isPattern });
  return opened.flat();
}

function open(path: string, directive: Placed, stack: readonly string[], work: Work, depth: number): readonly Placed[] | undefined {
  const text = work.texts.get(path) ?? work.files.read(path);
  if (text === undefined) return undefined;
  if (stack.includes(path))
    throw new NginxSyntaxError(`"include" goes in a circle: ${[...stack, path].join(' -> ')}`, directive.file, directive.line);
  if (stack.length > DEEPEST) throw new NginxSyntaxError(`includes are nested more than ${DEEPEST} deep`, directive.file, directive.line);
  return expand(parsed(path, text, work), [...stack, path], work, depth);
}

/** A file is read once, however often it is included. */
function parsed(path: string, text: string, work: Work): readonly Placed[] {
  const known = work.parsed.get(path) ?? parsePlaced(text, path);
  work.parsed.set(path, known);
  work.texts.set(path, text);
  return known;
}
