import type { Readable } from 'node:stream';
import { readLines } from './lines';

const MAX_LINES = 200;

/** A pasted text from a stream; what is more than anybody pastes is left out. */
export async function readPasted(stream: Readable): Promise<string> {
  const lines: string[] = [];
  await readLines(stream, (text, number) => {
    if (number <= MAX_LINES) {
      lines.push(text);
    }
  });
  return lines.join('\n').trim();
}
