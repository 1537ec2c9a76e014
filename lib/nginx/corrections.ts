import { sourceOf, type Configuration } from './configuration';
import type { Placed } from './directives';
import { indentAt, insertLines, linesBefore, removal, tidy, type Edit } from './edit';
import type { EffectiveLocation } from './effective-location';
import { isShared } from './shared-files';

/** One thing that a corrected configuration has or has not. */
export type Want =
  /** The location sets a header for the application; `value` as it is written in the file. */
  | { readonly header: string; readonly value: string }
  /** The location has a directive; `args` as they are written in the file. */
  | { readonly setting: string; readonly args: string }
  /** Lines in the http block, outside of every server. */
  | { readonly http: readonly string[] }
  /** A line in a block, which may be undefined for the top of the first file. */
  | { readonly line: string; readonly into: Placed | undefined }
  | { readonly replace: Placed; readonly by: string }
  /** Other words before the brace of a block. */
  | { readonly rename: Placed; readonly to: string }
  | { readonly remove: Placed };

/** What is wanted of one location. */
export interface Wanted {
  readonly location: EffectiveLocation;
  readonly wants: readonly Want[];
}

/**
 * The smallest changes that fulfil all that is wanted. A header that is set in a location hides those of the levels around it, so they are
 * repeated then. Comments and layout stay. What is wanted together and needs another line in a file that other blocks include too is left
 * undone: it is theirs as well.
 */
export function corrections(every: readonly Wanted[], configuration: Configuration): Edit[] {
  const all = every.filter((wanted) => !changesOthers(wanted, configuration));
  const blocks = new Map<string, { location: EffectiveLocation; wants: Want[] }>();
  for (const { location, wants } of all) {
    const key = `${location.block.file}:${location.block.start}`;
    const entry = blocks.get(key) ?? { location, wants: [] };
    blocks.set(key, { location: entry.location, wants: [...entry.wants, ...wants] });
  }
  const http = [...new Set(all.flatMap(({ wants }) => wants.flatMap((want) => ('http' in want ? want.http : []))))];
  const first = all.find(({ wants }) => wants.some((want) => 'http' in want && want.http.length > 0));
  return tidy([
    ...(http.length > 0 && first ? inHttp(first.location, http, configuration) : []),
    ...[...blocks.values()].flatMap(({ location, wants }) => inLocation(location, wants, configuration)),
    ...all.flatMap(({ wants }) => wants.flatMap((want) => elsewhere(want, configuration))),
  ]);
}

function changesOthers({ location, wants }: Wanted, configuration: Configuration): boolean {
  return wants.flatMap((want) => changedBy(want, location)).some((directive) => isOfOthers(directive, location, configuration));
}

/** The lines of the configuration that would be other ones, or gone. */
function changedBy(want: Want, location: EffectiveLocation): readonly Placed[] {
  if ('replace' in want) return [want.replace];
  if ('remove' in want) return [want.remove];
  if ('setting' in want) return location.own(want.setting).filter(({ args }) => args.join(' ') !== want.args);
  return [];
}

function isOfOthers({ file }: Placed, { block }: EffectiveLocation, configuration: Configuration): boolean {
  return file !== block.file && isShared(file, configuration);
}

function inLocation(location: EffectiveLocation, wants: readonly Want[], configuration: Configuration): Edit[] {
  const headers = new Map(wants.flatMap((want) => ('header' in want ? [[want.header.toLowerCase(), want] as const] : [])));
  const settings = new Map(wants.flatMap((want) => ('setting' in want ? [[want.setting, want] as const] : [])));
  const edits: Edit[] = [];
  const lines: string[] = [];
  for (const { setting, args } of settings.values()) {
    const [own] = location.own(setting);
    if (own?.args.join(' ') === args) continue;
    if (own) edits.push({ file: own.file, start: own.start, end: own.end, text: `${setting} ${args};` });
    else lines.push(`${setting} ${args};`);
  }
  const owns = location.own('proxy_set_header');
  const outer = headers.size > 0 && owns.length === 0 ? location.all('proxy_set_header') : [];
  const removed = wants.flatMap((want) => ('remove' in want ? [want.remove] : []));
  lines.push(
    ...outer
      .filter((d) => !headers.has(d.args[0]?.toLowerCase() ?? '') && !removed.includes(d))
      .map((directive) => sourceOf(configuration, directive)),
  );
  for (const [key, { header, value }] of headers) {
    const line = `proxy_set_header ${header} ${value};`;
    // nginx sends no empty value, so one that others have too may stay beside another
    const [first, ...others] = owns.filter(
      (own) => own.args[0]?.toLowerCase() === key && !(own.args[1] === '' && isOfOthers(own, location, configuration)),
    );
    if (first)
      edits.push(
        { file: first.file, start: first.start, end: first.end, text: line },
        ...others.map((directive) => remove(directive, configuration)),
      );
    else lines.push(line);
  }
  return lines.length > 0 ? [...edits, intoLocation(location, lines, configuration)] : edits;
}

/** Behind the line that hands requests on; else behind the first line or the brace. */
function intoLocation({ block }: EffectiveLocation, lines: readonly string[], configuration: Configuration): Edit {
  const here = block.block!.filter(({ file }) => file === block.file);
  const behind =
    here.findLast(({ name }) => name === 'proxy_set_header') ??
    here.find(({ name }) => name === 'proxy_pass') ??
    here.find(({ name }) => name === 'include');
  return into(block, behind, lines, configuration);
}

function into(block: Placed, behind: Placed | undefined, lines: readonly string[], { files }: Configuration): Edit {
  const text = files.get(block.file) ?? '';
  const first = block.block?.find(({ file }) => file === block.file);
  const inner =
    first && text.slice(block.open, first.start).includes('\n') ? indentAt(text, first.start) : `${indentAt(text, block.start)}    `;
  return insertLines(text, { file: block.file, offset: behind?.end ?? block.open ?? 0, indent: inner }, lines);
}

/** Before the server of the location, where the http block is open whatever file it is. */
function inHttp({ server }: EffectiveLocation, lines: readonly string[], { files }: Configuration): Edit[] {
  const { file, start, open } = server.block;
  if (open === undefined) return [];
  const text = files.get(file) ?? '';
  return [linesBefore(text, file, aboveComments(text, start), lines)];
}

/** A comment right above a block belongs to it. */
function aboveComments(text: string, start: number): number {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^[ \t]*$/.test(text.slice(lineStart, start))) return start;
  let place = start;
  for (let line = lineStart; line > 0; ) {
    const previous = text.lastIndexOf('\n', line - 2) + 1;
    const [, indent, comment] = /^([ \t]*)(#?)/.exec(text.slice(previous, line))!;
    if (!comment) break;
    [place, line] = [previous + indent!.length, previous];
  }
  return place;
}

function elsewhere(want: Want, configuration: Configuration): Edit[] {
  if ('remove' in want) return [remove(want.remove, configuration)];
  if ('replace' in want)
    return want.replace.end > 0 ? [{ file: want.replace.file, start: want.replace.start, end: want.replace.end, text: want.by }] : [];
  if ('rename' in want)
    return want.rename.open === undefined
      ? []
      : [{ file: want.rename.file, start: want.rename.start, end: want.rename.open, text: want.to }];
  if (!('line' in want)) return [];
  const { into: block, line } = want;
  if (block) return block.open === undefined ? [] : [into(block, undefined, [line], configuration)];
  const [file, text = ''] = [...configuration.files][0] ?? [];
  const begin = configuration.main.find((directive) => directive.file === file)?.start ?? 0;
  return file === undefined || configuration.part !== 'main' ? [] : [linesBefore(text, file, begin, [line])];
}

function remove({ file, start, end }: Placed, { files }: Configuration): Edit {
  return removal(files.get(file) ?? '', file, start, end);
}
