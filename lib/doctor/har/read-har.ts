import { readFileSync, statSync } from 'node:fs';
import { printable } from '../printable';
import { harEntry, type HarEntry } from './entry';

/** What browsers export in an hour is far below; JavaScript reads it as one text. */
const MAX_BYTES = 200 * 1024 * 1024;

/** A file that is no HAR: the sentence says why. */
export class UnreadableHar extends Error {}

/** A HAR's requests, and the program that wrote it. */
export interface Har {
  readonly creator: string;
  readonly entries: readonly HarEntry[];
}

/** Reads a HAR; throws with one sentence when it is none. */
export function readHar(file: string): Har {
  const log = logOf(file);
  const creator = log.creator as { name?: unknown; version?: unknown } | undefined;
  const browser = log.browser as { name?: unknown; version?: unknown } | undefined;
  const named = [browser, creator].find((each) => typeof each?.name === 'string');
  const entries = (log.entries as unknown[]).flatMap((entry) => harEntry(entry) ?? []);
  return {
    creator: [named?.name, named?.version]
      .filter((part) => typeof part === 'string')
      .map((part) => printable(String(part)))
      .join(' ')
      .slice(0, 80),
    entries,
  };
}

function logOf(file: string): Readonly<Record<string, unknown>> {
  const value = parsed(textOf(file), file);
  const log = typeof value === 'object' && value !== null ? (value as { log?: unknown }).log : undefined;
  if (typeof log !== 'object' || log === null || !Array.isArray((log as { entries?: unknown }).entries)) {
    throw new UnreadableHar(`${file} is no HAR: it has no log.entries; export it from the browser's network panel ("Save all as HAR")`);
  }
  return log as Record<string, unknown>;
}

function textOf(file: string): string {
  let size: number;
  try {
    size = statSync(file).size;
    if (size <= MAX_BYTES) {
      return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new UnreadableHar(`cannot read ${file}: ${UNREADABLE[code] ?? message}`);
  }
  throw new UnreadableHar(
    `${file} has ${Math.round(size / 1024 / 1024)} MB, more than ${MAX_BYTES / 1024 / 1024}: ` +
      "record only the page's start and filter for the socket's path",
  );
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'no such file; name the one that "Save all as HAR" of the network panel made',
  EISDIR: 'it is a folder',
};

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnreadableHar(
      `${file} is no HAR: ${(error as Error).message.slice(0, 120)}; export it from the browser's network panel ("Save all as HAR")`,
    );
  }
}
