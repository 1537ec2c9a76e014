import type { Directive, Placed } from './directives';
import { readLua } from './lua';

/**
 * Reads nginx configuration as nginx does: the rules, the order of the checks and the words of the errors are those of
 * `ngx_conf_parse` and `ngx_conf_read_token` in nginx's src/core/ngx_conf_file.c (alike in 1.22 and 1.31). Some are unexpected:
 *
 * - quotes, `#` and `}` mean something only where a word begins: `a"b`, `a#b` and `a}` are plain words;
 * - `{` ends a word, except directly after `$`, so a regular expression with `{2}` must be quoted;
 * - a backslash protects the next character everywhere and vanishes only before `"`, `'`, a backslash, `t`, `r` and `n`, so that
 *   `\.` stays `\.` and `a\;` is a word that goes on;
 * - only space, tab, CR and LF separate words, and a byte order mark belongs to the first word;
 * - no word and no line of a comment is longer than nginx's buffer of 4096 bytes.
 *
 * Files named by `include` are not read. Lua between braces (OpenResty) is refused, because what is read here is printed again.
 */
export function parse(text: string, file = 'nginx.conf'): Directive[] {
  return read(text, file, (directive) => directive, 'refused');
}

/** The same with the place of each directive in the text, so that a change need not touch the rest of it. Lua is passed over. */
export function parsePlaced(text: string, file: string): Placed[] {
  return read<Placed>(text, file, (directive, place) => Object.assign(directive, place), 'passed over');
}

/** Offsets in the file's text. */
interface Place {
  readonly start: number;
  /** Behind the `;` or the `}`. */
  end: number;
  /** Behind the `{`. */
  readonly open?: number;
}

type Kept<D> = Directive & { block?: D[]; file: string; line: number };

function read<D extends Directive>(
  text: string,
  file: string,
  keep: (directive: Kept<D>, place: Place) => D,
  lua: 'refused' | 'passed over',
): D[] {
  const reader = new Reader(text, file);
  const top: D[] = [];
  const open: { readonly block: D[]; readonly close: (end: number) => void }[] = [{ block: top, close: () => undefined }];
  for (;;) {
    const { words, line, start, end } = reader.readStatement();
    const [name, ...args] = words;
    const here = open[open.length - 1]!.block;
    const isLua = end === '{' && name!.endsWith('_by_lua_block');
    if (isLua && lua === 'refused') reader.fail(`the Lua code of "${name}" cannot be read, use ${name!.replace(/block$/, 'file')} instead`);
    if (isLua) reader.passLua();
    if (end === ';' || isLua) {
      here.push(keep({ name: name!, args, file, line }, { start, end: reader.offset }));
    } else if (end === '{') {
      const block: D[] = [];
      const kept = keep({ name: name!, args, block, file, line }, { start, end: reader.offset, open: reader.offset });
      here.push(kept);
      open.push({ block, close: (behind) => 'end' in kept && Object.assign(kept, { end: behind }) });
    } else if (end === '}') {
      open.pop()!.close(reader.offset);
      if (open.length === 0) reader.fail('unexpected "}"');
    } else {
      if (open.length > 1) reader.fail('unexpected end of file, expecting "}"');
      return top;
    }
  }
}

/** Text that nginx cannot read, in nginx's words. */
export class NginxSyntaxError extends Error {
  constructor(
    readonly reason: string,
    readonly file: string,
    readonly line: number,
  ) {
    super(`${reason} in ${file}:${line}`);
    this.name = 'NginxSyntaxError';
  }
}

/** NGX_CONF_BUFFER: what nginx looks at, at once. */
const BUFFER_BYTES = 4096;

/** The words up to what ended them; at the end of the file there are none. */
interface Statement {
  readonly words: string[];
  /** Where the first word began. */
  readonly line: number;
  readonly start: number;
  readonly end: ';' | '{' | '}' | 'end of file';
}

class Reader {
  private position = 0;
  private line = 1;
  /** Where the word or comment began that nginx must keep in its buffer, and how many bytes it has so far. */
  private start = 0;
  private startLine = 1;
  private bytes = 0;
  private openQuote = '';

  constructor(
    private readonly text: string,
    private readonly file: string,
  ) {}

  /** Behind what was read so far. */
  get offset(): number {
    return this.position;
  }

  readStatement(): Statement {
    const words: string[] = [];
    let line = this.line;
    let start = this.position;
    this.startAt(this.position);
    for (;;) {
      const ch = this.next();
      if (ch === undefined) {
        if (words.length > 0) this.failAtEnd();
        return { words, line, start, end: 'end of file' };
      }
      this.startAt(this.position - 1);
      if (isSpace(ch)) continue;
      if (ch === '#') {
        this.skipComment();
        continue;
      }
      if (ch === '}') {
        if (words.length > 0) this.fail('unexpected "}"');
        return { words, line, start, end: ch };
      }
      if (ch === ';' || ch === '{') {
        if (words.length === 0) this.fail(`unexpected "${ch}"`);
        return { words, line, start, end: ch };
      }
      if (words.length === 0) [line, start] = [this.line, this.position - 1];
      const after = ch === '"' || ch === "'" ? this.readQuoted(ch, words) : this.readBare(ch, words);
      if (after === ';' || after === '{') return { words, line, start, end: after };
    }
  }

  /** Goes on behind Lua code and its brace. */
  passLua(): void {
    const { end, error } = readLua(this.text, this.position);
    for (; this.position < end; this.position++) if (this.text[this.position] === '\n') this.line++;
    if (error) this.fail(error);
  }

  fail(reason: string, line = this.line): never {
    throw new NginxSyntaxError(reason, this.file, line);
  }

  /** Adds the word that begins with `first`; returns the character that ended it. */
  private readBare(first: string, words: string[]): string {
    let afterDollar = false;
    for (let ch = first; ; ch = this.nextOfWord()) {
      if (ch === '{' && afterDollar) continue; // and so on: "${{" is one word too
      if (isSpace(ch) || ch === ';' || ch === '{') {
        words.push(unescape(this.text.slice(this.start, this.position - 1)));
        return ch;
      }
      afterDollar = ch === '$';
      if (ch === '\\') this.nextOfWord();
    }
  }

  /** Adds the word between two quotes; returns the character after it, which may only be one that ends a word, or ")". */
  private readQuoted(quote: string, words: string[]): string {
    this.startAt(this.position);
    this.openQuote = quote;
    for (let ch = this.nextOfWord(); ch !== quote; ch = this.nextOfWord()) {
      if (ch === '\\') this.nextOfWord();
    }
    this.openQuote = '';
    words.push(unescape(this.text.slice(this.start, this.position - 1)));

    const after = this.nextOfWord();
    if (after === ')') {
      this.startAt(this.position - 1);
      return this.readBare(after, words);
    }
    if (!isSpace(after) && after !== ';' && after !== '{') this.fail(`unexpected "${after}"`);
    return after;
  }

  private skipComment(): void {
    for (let ch = this.next(); ch !== '\n' && ch !== undefined; ) ch = this.next();
    this.startAt(this.position);
  }

  private nextOfWord(): string {
    return this.next() ?? this.failAtEnd();
  }

  private next(): string | undefined {
    const ch = this.text[this.position];
    if (ch === undefined) return undefined;
    const bytes = this.bytes + utf8Bytes(ch);
    if (bytes > BUFFER_BYTES) this.failTooLong();
    this.bytes = bytes;
    this.position++;
    if (ch === '\n') this.line++;
    return ch;
  }

  private startAt(position: number): void {
    this.start = position;
    this.startLine = this.line;
    this.bytes = position < this.position ? utf8Bytes(this.text[position]!) : 0;
  }

  private failAtEnd(): never {
    return this.fail('unexpected end of file, expecting ";" or "}"');
  }

  private failTooLong(): never {
    const reason = this.openQuote
      ? `too long parameter, probably missing terminating "${this.openQuote}" character`
      : `too long parameter "${this.text.slice(this.start, this.start + 10)}..." started`;
    return this.fail(reason, this.startLine);
  }
}

function isSpace(ch: string): boolean {
  return ch === ' ' || ch === '\t' || ch === '\r' || ch === '\n';
}

function unescape(raw: string): string {
  return !raw.includes('\\') ? raw : raw.replace(/\\(["'\\trn])/g, (_, ch: string) => ({ t: '\t', r: '\r', n: '\n' })[ch] ?? ch);
}

/** Of one UTF-16 unit; the two halves of a pair make four bytes. */
function utf8Bytes(ch: string): number {
  const code = ch.charCodeAt(0);
  if (code < 0x80) return 1;
  const half = code >= 0xd800 && code < 0xe000;
  return code < 0x800 || half ? 2 : 3;
}
