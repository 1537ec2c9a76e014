import type { Directive } from './directives';

/** Longer lines are broken, between arguments or between the words of a reason. */
const WIDTH = 110;

/**
 * nginx's reader keeps a word and the character after it in a buffer of 4096 bytes, and must not have filled it when it goes on
 * (NGX_CONF_BUFFER, src/core/ngx_conf_file.c).
 */
const LONGEST_WORD_BYTES = 4094;

/**
 * Prints directives so that nginx reads exactly the names and arguments that are meant; `parse` gives them back.
 *
 * Two things are up to the caller. `$name` in an argument is a variable wherever the directive knows variables; nginx has no
 * escape for a literal `$` there (a `geo` variable with the default `$` is the known way). And names, contexts and values are
 * nginx's business: `render` knows the grammar only.
 *
 * Throws for what the file cannot hold: a CDK token (its value is known on AWS only), the NUL character, half of a surrogate
 * pair, and a word that is longer than nginx's buffer.
 */
export function render(directives: readonly Directive[]): string {
  return printLevel(directives, '')
    .map((line) => `${line}\n`)
    .join('');
}

/** Whether a text contains a value that CDK resolves on deployment: a string, list or number token. */
export function hasToken(text: string): boolean {
  return /[$#]\{Token\[|-1\.8881545\d*e\+289/.test(text);
}

function printLevel(directives: readonly Directive[], indent: string): string[] {
  return directives.flatMap((d, i) => {
    const lines = [...printReason(d, indent), ...printDirective(d, indent)];
    return i > 0 && standsApart(directives[i - 1]!, d, indent === '') ? ['', ...lines] : lines;
  });
}

/** Blocks of the top level stand apart, further in only what has a reason stands apart from a block. */
function standsApart(previous: Directive, d: Directive, top: boolean): boolean {
  return (d.block !== undefined || previous.block !== undefined) && (top || Boolean(d.why));
}

function printReason(d: Directive, indent: string): string[] {
  const why = d.why?.trim();
  if (!why) return [];
  refuseUnprintable(why, d);
  const longestWord = Math.max(WIDTH - indent.length - 2, 40);
  return why.split(/\r\n|\r|\n/).flatMap((paragraph) => {
    const words = paragraph.split(/\s+/).flatMap((word) => pieces(word, longestWord));
    return words.length === 0 ? [`${indent}#`] : fill(words, `${indent}# `, `${indent}# `);
  });
}

function printDirective(d: Directive, indent: string): string[] {
  const words = [d.name, ...d.args].map((word) => printWord(word, d));
  words.push(`${words.pop()}${ending(d)}`);
  // A name is never left alone on its line.
  const lines = fill([words.slice(0, 2).join(' '), ...words.slice(2)], indent, `${indent}    `);
  return d.block?.length ? [...lines, ...printLevel(d.block, `${indent}  `), `${indent}}`] : lines;
}

function ending({ block }: Directive): string {
  if (block === undefined) return ';';
  return block.length === 0 ? ' {}' : ' {';
}

/** One name or argument, quoted if nginx would read it differently otherwise. */
function printWord(word: string, d: Directive): string {
  refuseUnprintable(word, d);
  const printed = needsQuotes(word) ? quote(word) : keepBackslashes(word);
  const bytes = new TextEncoder().encode(printed).length;
  if (bytes > LONGEST_WORD_BYTES) {
    throw new Error(
      `"${d.name}" has an argument of ${bytes} bytes, "${word.slice(0, 20)}...", but nginx reads at most ${LONGEST_WORD_BYTES}; ` +
        'split it into several arguments or directives',
    );
  }
  return printed;
}

/** What begins or ends a word for nginx. `${` does not, unless a backslash takes the meaning from the `$`. */
function needsQuotes(word: string): boolean {
  return word === '' || /^["'#}]|[ \t\r\n;]|(?<!\$)\{|\\\$\{/.test(word);
}

function quote(word: string): string {
  if (word === '') return "''";
  const mark = word.includes('"') && !word.includes("'") ? "'" : '"';
  const escapes: Record<string, string> = { [mark]: `\\${mark}`, '\t': '\\t', '\r': '\\r', '\n': '\\n' };
  return mark + keepBackslashes(word).replace(/["'\t\r\n]/g, (ch) => escapes[ch] ?? ch) + mark;
}

/** A backslash stands for itself, so that `\.` is printed as people write it, unless nginx would take it for an escape. */
function keepBackslashes(word: string): string {
  return word.replace(/\\(?=["'\\trn\t\r\n]|$)/g, '\\\\');
}

function refuseUnprintable(text: string, d: Directive): void {
  if (hasToken(text)) {
    throw new Error(
      `"${d.name}" contains a value that is known only on AWS, "${text}"; write a value that is known now, ` +
        'or an include that the host writes before nginx starts',
    );
  }
  const odd = /\0|\p{Surrogate}/u.exec(text);
  if (odd) {
    const code = odd[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    throw new Error(`"${d.name}" contains U+${code} in ${JSON.stringify(text)}, which no nginx file can hold; write it without`);
  }
}

/** Puts words on as few lines as the width allows. */
function fill(words: readonly string[], firstIndent: string, indent: string): string[] {
  const lines: string[] = [];
  let line = firstIndent + words[0]!;
  for (const word of words.slice(1)) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = indent + word;
    } else {
      line += ` ${word}`;
    }
  }
  return [...lines, line];
}

function pieces(word: string, longest: number): string[] {
  const characters = Array.from(word);
  const result: string[] = [];
  for (let i = 0; i < characters.length; i += longest) result.push(characters.slice(i, i + longest).join(''));
  return result;
}
