/** A change of one file: the text between two offsets becomes another one. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Leaves out what is there twice or lies in a larger change, and orders the rest by its place. */
export function tidy(edits: readonly Edit[]): Edit[] {
  const unique = edits.filter((edit, i) => edits.findIndex((other) => isSame(edit, other)) === i);
  const within = (inner: Edit, outer: Edit) =>
    inner !== outer &&
    inner.file === outer.file &&
    outer.start <= inner.start &&
    inner.end <= outer.end &&
    outer.end - outer.start > inner.end - inner.start &&
    inner.start < outer.end;
  const apart = unique.filter((edit) => !unique.some((other) => within(edit, other)));
  const sorted = apart.sort((a, b) => order(a.file, b.file) || a.start - b.start || a.end - b.end);
  return sorted.filter(
    (edit, i) => !sorted.slice(Math.max(0, i - 8), i).some((before) => before.file === edit.file && before.end > edit.start),
  );
}

/** The text after the edits of its file. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let changed = '';
  let position = 0;
  for (const { start, end, text: inserted } of edits) {
    changed += text.slice(position, start) + inserted;
    position = end;
  }
  return changed + text.slice(position);
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isSame(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Lines before or behind an offset, laid out as those around it; behind a directive that shares its line with others they share it too. */
export function insertLines(
  text: string,
  at: { readonly file: string; readonly offset: number; readonly indent: string },
  lines: readonly string[],
): Edit {
  const { file, offset, indent } = at;
  const rest = /^[^\n]*/.exec(text.slice(offset))![0].replace(/\r$/, '');
  const comment = /^[ \t]*(#.*)?$/.test(rest);
  const place = comment ? offset + rest.length : offset;
  const eol = lineEnd(text);
  return {
    file,
    start: place,
    end: place,
    text: comment ? lines.map((line) => `${eol}${indent}${line}`).join('') : ` ${lines.filter((line) => !line.startsWith('#')).join(' ')}`,
  };
}

/** Lines before a directive that begins at an offset. */
export function linesBefore(text: string, file: string, offset: number, lines: readonly string[]): Edit {
  const indent = indentAt(text, offset);
  const first = /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
  const eol = lineEnd(text);
  return { file, start: offset, end: offset, text: first ? lines.map((line) => `${line}${eol}${indent}`).join('') : `${lines.join(' ')} ` };
}

/** Takes a piece of text out, with its line where nothing else stands on it; a comment stays. */
export function removal(text: string, file: string, start: number, end: number): Edit {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const [after] = /^[^\n]*\n?/.exec(text.slice(end))!;
  if (/^[ \t]*$/.test(before) && /^[ \t]*\r?\n?$/.test(after)) return { file, start: lineStart, end: end + after.length, text: '' };
  return { file, start, end: end + /^[ \t]*/.exec(after)![0].length, text: '' };
}

/** The white space with which the line of an offset begins. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1))![0];
}

function lineEnd(text: string): string {
  return /\r\n/.test(text.slice(0, 4096)) ? '\r\n' : '\n';
}
