import { OBEYED, printable } from '../doctor/printable';
import { displayWidth, graphemes } from './display-width';

/** The colours that are used, by meaning. */
export type Tone = 'good' | 'bad' | 'doubt' | 'quiet' | 'strong';

/** A piece of a text, in a tone or plain. */
export type Piece = string | { readonly text: string; readonly tone: Tone };

/** What stands in a block. */
export type Text = Piece | readonly Piece[];

/** A text that is wrapped to the width of the page. */
interface Flow {
  readonly text: Text;
  /** What stands before it on its first line. Without one the text itself begins there. */
  readonly lead?: Text;
  readonly indent: number;
  /** Where the text begins behind its lead, and every further line, counted from the indent. */
  readonly column: number;
}

/** A line that is never changed or broken: a command, lines to paste. */
interface Verbatim {
  readonly verbatim: string;
  readonly indent: number;
  readonly tone?: Tone;
}

/** A page is a list of these. */
export type Block = Flow | Verbatim;

/** An empty line. */
export const BLANK: Block = { verbatim: '', indent: 0 };

/** A text whose further lines hang below its first one. */
export function paragraph(text: Text, { indent = 0, hanging = 0 } = {}): Block {
  return { text, indent, column: hanging };
}

/** A row: a mark, a key or a label, and the text beside it. */
export function item(lead: Text, column: number, text: Text, indent = 0): Block {
  return { lead, text, indent, column };
}

/** Text to paste, line by line as it is. */
export function verbatim(text: string, indent = 0, tone?: Tone): Block[] {
  return text.split('\n').map((line) => ({ verbatim: line, indent, tone }));
}

/** A text that stays on one line where it fits there. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', TIE);
}

const TIE = '\u00a0';

/** Less room than this beside a lead is none: the text goes below it. */
const LEAST_ROOM = 20;

/** Where it begins then. */
const BELOW = 5;

/** The lines of a page. None is wider than `width`, but for text to paste and for URLs, which stand alone where they are too long. */
export function layout(blocks: readonly Block[], width: number, paint: (tone: Tone, text: string) => string): string[] {
  return blocks.flatMap((block) => {
    if ('verbatim' in block) {
      const line = block.verbatim.replace(OBEYED, (each) => (each === '\t' ? each : ' '));
      return [blanks(line === '' ? 0 : block.indent) + (block.tone ? paint(block.tone, line) : line)];
    }
    return flow(block, width, paint);
  });
}

function flow({ text, lead, indent, column }: Flow, width: number, paint: Paint): string[] {
  const body = piecesOf(text);
  if (lead === undefined) {
    return wrapped(body, width - indent, width - indent - column, paint).map(
      (line, index) => blanks(index === 0 ? indent : indent + column) + line,
    );
  }
  const first = piecesOf(lead);
  const taken = displayWidth(plain(first));
  const fits = isRoomFor(plain(body), width - indent - column);
  const offset = fits ? column : Math.min(column, BELOW);
  const lines = wrapped(body, width - indent - offset, width - indent - offset, paint);
  const beside = fits && taken < column;
  if (beside || width === Infinity) {
    const [start = '', ...rest] = lines;
    const gap = blanks(Math.max(1, column - taken));
    return [
      (blanks(indent) + ranged(first, 0, Infinity, paint) + gap + start).trimEnd(),
      ...rest.map((line) => blanks(indent + offset) + line),
    ];
  }
  return [
    ...(taken === 0 ? [] : wrapped(first, width - indent, width - indent, paint).map((line) => blanks(indent) + line)),
    ...lines.filter((line) => line !== '').map((line) => blanks(indent + offset) + line),
  ];
}

/** Whether a text can stand in a column: a URL, which is not broken, may be too long for it, and not for the whole line. */
function isRoomFor(text: string, room: number): boolean {
  return room >= LEAST_ROOM && text.split(' ').every((word) => !isUrl(word) || displayWidth(word) <= room);
}

type Paint = (tone: Tone, text: string) => string;

function blanks(count: number): string {
  return ' '.repeat(count);
}

/** The pieces of a text without what a terminal would obey. */
function piecesOf(text: Text): { text: string; tone?: Tone }[] {
  const pieces: readonly Piece[] = Array.isArray(text) ? (text as readonly Piece[]) : [text as Piece];
  return pieces.map((piece) => (typeof piece === 'string' ? { text: printable(piece) } : { ...piece, text: printable(piece.text) }));
}

function plain(pieces: readonly { text: string }[]): string {
  return pieces.map(({ text }) => text).join('');
}

function wrapped(pieces: readonly { text: string; tone?: Tone }[], first: number, rest: number, paint: Paint): string[] {
  return breaks(plain(pieces), first, rest).map(([start, end]) => ranged(pieces, start, end, paint));
}

/** A part of a text in its tones. */
function ranged(pieces: readonly { text: string; tone?: Tone }[], start: number, end: number, paint: Paint): string {
  let offset = 0;
  return pieces
    .map(({ text, tone }) => {
      const part = text.slice(Math.max(0, start - offset), Math.max(0, end - offset)).replaceAll(TIE, ' ');
      offset += text.length;
      return tone && part !== '' ? paint(tone, part) : part;
    })
    .join('');
}

/** Where the lines of a text begin and end: broken at blanks; inside a word only where it is longer than a line, and no URL. */
function breaks(text: string, first: number, rest: number): [start: number, end: number][] {
  if (rest === Infinity) {
    return [[0, text.length]];
  }
  const lines: [number, number][] = [];
  let line: [number, number] | undefined;
  const room = () => Math.max(1, lines.length === 0 ? first : rest);
  for (const { 0: word, index } of text.matchAll(/[^ ]+/g)) {
    if (line && displayWidth(text.slice(line[0], index + word.length)) <= room()) {
      line[1] = index + word.length;
      continue;
    }
    if (line) {
      lines.push(line);
    }
    let start = index;
    for (const part of isUrl(word) ? [] : tooLong(word, room)) {
      lines.push([start, start + part.length]);
      start += part.length;
    }
    line = [start, index + word.length];
  }
  return line ? [...lines, line] : [[0, 0]];
}

/** What of a word fills lines of its own before its last one. */
function* tooLong(word: string, room: () => number): Generator<string> {
  let part = '';
  for (const each of graphemes(word)) {
    if (part !== '' && displayWidth(part + each) > room()) {
      yield part;
      part = '';
    }
    part += each;
  }
}

function isUrl(word: string): boolean {
  return /[a-z]:\/\//i.test(word);
}

/** A number of things, in words: "1 line", "2 lines". */
export function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
