import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';

/** A line's length at most; what is longer is cut, so that a file without line breaks needs no memory. */
export const MAX_LINE = 16 * 1024;

/** Hands over a stream's lines one by one, as UTF-8 or, where the text says so, UTF-16; never holds more than a chunk and a line. */
export async function readLines(stream: Readable, take: (text: string, number: number) => void): Promise<void> {
  let decoder: TextDecoder | undefined;
  let rest = '';
  let number = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    decoder ??= new TextDecoder(chunk[0] === 0xff && chunk[1] === 0xfe ? 'utf-16le' : 'utf-8');
    const text = decoder.decode(chunk, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      take(trimmed(joined(rest, text, from, end)), ++number);
      rest = '';
      from = end + 1;
    }
    rest = joined(rest, text, from, text.length);
  }
  if (rest !== '') {
    take(trimmed(rest), ++number);
  }
}

function joined(rest: string, text: string, from: number, to: number): string {
  return rest.length >= MAX_LINE ? rest : rest + text.slice(from, Math.min(to, from + MAX_LINE - rest.length));
}

function trimmed(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
