import { closeSync, constants, fstatSync, openSync, readFileSync, readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { filesInMemory, matcher, readDump } from '../../nginx/dump';
import type { ConfigurationFiles } from '../../nginx/includes';
import { versionIn, type NginxVersion } from '../../nginx/version';
import { refuseOthers } from './not-nginx';
import { refusalIn } from './nginx-refusal';

/** What is to be read as one configuration. */
export interface LintInput {
  /** The file to begin with, or the files of a folder without an nginx.conf. */
  readonly paths: readonly string[];
  readonly files: ConfigurationFiles;
  /** From what nginx said about itself, where it is in the text. */
  readonly version?: NginxVersion;
}

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_FILES = 20_000;

/** Folders that a configuration names by their place on its own machine, while a copy of it may lie elsewhere. */
const HOMES = [
  '/etc/nginx/',
  '/usr/local/nginx/conf/',
  '/usr/local/openresty/nginx/conf/',
  '/usr/local/etc/nginx/',
  '/opt/homebrew/etc/nginx/',
];

/** A file, a folder, or `-` for a text that was read already: a configuration or what `nginx -T` printed. */
export function readLintInput(given: string, stdin: () => string): LintInput {
  if (given === '-') return inText(stdin(), 'stdin.conf');
  if (isFolder(given)) {
    const found = inFolder(given);
    for (const path of found.paths.slice(0, 1)) refuseOthers(readText(path) ?? '', path);
    return { paths: found.paths, files: { ...onDisk(dirname([...found.paths, ...(found.inBeanstalk ?? [])][0]!), given), ...found } };
  }
  const text = readText(given, true);
  if (text === undefined)
    throw new Error(
      `--nginx is ${given}, but there is no such file or folder: give nginx.conf, its folder, or - for the output of nginx -T`,
    );
  const dump = inText(text, given);
  return dump.paths[0] === given ? { ...dump, files: onDisk(dirname(given), dirname(given), given, text) } : dump;
}

function inText(text: string, name: string): LintInput {
  if (text.trim() === '')
    throw new Error(
      `${name === 'stdin.conf' ? 'nothing came' : `${name} is empty, so nothing came`} to read: ` +
        'nginx -T needs the rights to read the configuration, such as sudo nginx -T, ' +
        'and prints none that it refuses, for which 2>&1 shows why',
    );
  refuseBinary(text, name);
  const dump = readDump(text);
  const refusal = dump ? undefined : refusalIn(text);
  if (refusal) throw new Error(refusal);
  if (!dump) refuseOthers(text, name);
  const texts = dump ?? new Map([[name, text]]);
  return { paths: [[...texts.keys()][0]!], files: filesInMemory(texts, dump !== undefined), version: versionIn(text) };
}

/** The files of a folder: its nginx.conf, or those of it and of its conf.d as parts of one http block, and what Elastic Beanstalk adds. */
function inFolder(folder: string): Pick<ConfigurationFiles, 'isHttpLevel' | 'inBeanstalk' | 'folder'> & { paths: readonly string[] } {
  const main = join(folder, 'nginx.conf');
  if (isFile(main)) return { paths: [main] };
  const own = filesIn(folder);
  const isHttpLevel = HTTP_LEVEL.test(basename(resolve(folder)));
  const below =
    own.length > 0 || isHttpLevel ? [] : namesIn(folder).filter((name) => HTTP_LEVEL.test(name) && isFolder(join(folder, name)));
  const paths = [...own, ...below.flatMap((name) => filesIn(join(folder, name)))];
  const inBeanstalk = filesIn(join(folder, isHttpLevel ? '' : 'conf.d', 'elasticbeanstalk'));
  const isBeanstalk = inBeanstalk.length > 0 || IN_BUNDLE.test(resolve(folder));
  if (paths.length + inBeanstalk.length === 0)
    throw new Error(
      `--nginx is ${folder}, but this folder has neither an nginx.conf nor files of its own: give the folder that has, such as /etc/nginx`,
    );
  return {
    paths,
    isHttpLevel: isHttpLevel || below.length > 0,
    ...(isBeanstalk ? { inBeanstalk } : {}),
    ...(below.length > 0 ? { folder: `${folder.replace(/\/+$/, '')}/` } : {}),
  };
}

/** Folders whose files nginx.conf includes in its http block. */
const HTTP_LEVEL = /^(conf\.d|http\.d|sites-enabled)$/;

/** Where a source bundle of Elastic Beanstalk has them. */
const IN_BUNDLE = /\/\.(platform|ebextensions)\/nginx(\/conf\.d)?$/;

function filesIn(folder: string): string[] {
  const names = namesIn(folder)
    .filter((name) => !name.startsWith('.') && !/~$|\.(bak|orig|rej|dpkg-\w+|rpm\w+)$/.test(name))
    .sort();
  const files = names.filter((name) => isFile(join(folder, name)));
  const conf = files.filter((name) => name.endsWith('.conf'));
  const chosen = conf.length > 0 ? conf : files;
  return chosen.map((name) => join(folder, name));
}

/** Files below a folder, and elsewhere where the configuration says so; a copy's own files before those of this machine. */
function onDisk(folder: string, root: string, first?: string, firstText?: string): ConfigurationFiles {
  const inCopy = (path: string) => {
    const home = HOMES.find((each) => path.startsWith(each));
    return home === undefined || `${folder}/` === home ? undefined : join(root, path.slice(home.length));
  };
  let count = 0;
  const home = homeOf(root);
  return {
    isWhole: home !== undefined,
    folder: home,
    read: (path) => {
      if (path === first) return firstText;
      if (++count > MOST_FILES)
        throw new Error(`the includes name more than ${MOST_FILES} files: give the file that belongs to the socket's server`);
      const copy = inCopy(path);
      return (copy === undefined ? undefined : readText(copy)) ?? readText(path);
    },
    match: (pattern) => {
      const copy = inCopy(pattern);
      const copies = copy === undefined ? [] : glob(copy);
      return copies.length > 0 ? copies : glob(pattern);
    },
    real: (path) => {
      const copy = path === first ? undefined : inCopy(path);
      return realPath(copy !== undefined && isFile(copy) ? copy : path);
    },
  };
}

/** The folder of nginx itself that a path lies in: what is there is all that it reads, and where its relative names begin. */
export function homeOf(path: string): string | undefined {
  const absolute = `${resolve(path)}/`;
  return HOMES.find((home) => absolute.startsWith(home));
}

/** As glob(3): part by part, sorted. */
function glob(pattern: string): string[] {
  const absolute = pattern.startsWith('/');
  let found = [absolute ? '/' : ''];
  for (const part of pattern.split('/').slice(absolute ? 1 : 0)) {
    const at = (folder: string, name: string) => (folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`);
    const fits = /[*?[]/.test(part) ? matcher(part) : undefined;
    found = found.flatMap((folder) =>
      fits
        ? namesIn(folder || '.')
            .filter(fits)
            .map((name) => at(folder, name))
        : [at(folder, part)],
    );
    if (found.length > MOST_FILES)
      throw new Error(`include ${pattern} names more than ${MOST_FILES} files: give the file that belongs to the socket's server`);
  }
  return found.filter((path) => entry(path) !== undefined).sort();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Undefined where there is no such file; whatever else is wrong is an error with the path. */
function readText(path: string, orPipe = false): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (orPipe ? 0 : constants.O_NONBLOCK));
    const stat = fstatSync(descriptor);
    if (!stat.isFile() && !(orPipe && stat.isFIFO())) throw new Error('it is no file of text');
    if (stat.size > MOST_BYTES)
      throw new Error(`it has ${Math.round(stat.size / 1024 / 1024)} MiB, and a configuration has at most ${MOST_BYTES / 1024 / 1024}`);
    return refuseBinary(decode(readFileSync(descriptor)), path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EACCES') throw new Error(`${path} may not be read: run this with sudo, or pipe sudo nginx -T into --nginx -`);
    if (code === 'ELOOP') throw new Error(`${path} is a link that leads back to itself: remove it or the include that names it`);
    throw new Error(`${basename(path)} cannot be read, ${message.replace(/^\w+: /, '')}: ${path}`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** nginx takes bytes as they are; what is no UTF-8 is read as the old encoding of the West, a character a byte. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

function refuseBinary(text: string, name: string): string {
  if (text.includes('\0')) throw new Error(`${name} is no text, it has NUL characters: give an nginx configuration`);
  return text;
}

/** The path itself where it has none, as a pipe. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function isFolder(path: string): boolean {
  return entry(path)?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return entry(path)?.isFile() ?? false;
}

/** Undefined for what is not there, cannot be looked at, or is a link to itself. */
function entry(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
