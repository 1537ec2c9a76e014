import { ID, type Echo } from '../probes/echo';
import type { Given } from './options';
import { UsageError } from './usage-error';

/** `/app/x=/topic/y`: where to send and where it arrives. */
export function echo(option: string, word: string | undefined, body: string | undefined): Echo | undefined {
  if (word === undefined) {
    return undefined;
  }
  const match = /^([^=]+)=([^=]+)$/.exec(word);
  if (!match) {
    throw new UsageError(`${option} is ${word}: write where to send and where it arrives, such as ${option} /app/chat=/topic/chat`);
  }
  return { send: match[1], receive: match[2], body };
}

/** `Name: value`, as often as given. */
export function headers(option: string, words: readonly string[]): Record<string, string> {
  const entries = words.map((word): [string, string] => {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(word);
    if (!match) {
      throw new UsageError(`${option} has no name before a colon: write ${option} 'Name: value'`);
    }
    return [match[1], match[2]];
  });
  return Object.fromEntries(entries);
}

/**
 * Headers that go with every request. What belongs to a single one, as in a request copied from a browser, is
 * left out: each probe writes its own. So are Host and Origin, which the URL and the page say.
 */
export function requestHeaders(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !OF_ONE_REQUEST.test(name)));
}

const OF_ONE_REQUEST =
  /^(connection|upgrade|keep-alive|proxy-connection|transfer-encoding|te|trailer|expect|content-length|accept-encoding|http2-settings|sec-websocket-(key|version|extensions|accept)|host|origin)$/i;

/** `name=value`. */
export function query(word: string | undefined): string | undefined {
  if (word !== undefined && !word.includes('=')) {
    throw new UsageError('--query has no value: write --query name=value');
  }
  return word?.replace(/^\?/, '');
}

/** Whole seconds of an option. */
export function seconds(option: string, word: string | undefined, example: number): number | undefined {
  if (word !== undefined && !/^[1-9]\d{0,4}$/.test(word)) {
    throw new UsageError(`${option} is ${word}: write whole seconds, such as ${option} ${example}`);
  }
  return word === undefined ? undefined : Number(word);
}

/** A small whole number of an option, 1 or more. */
export function wholeNumber(option: string, word: string | undefined, example: number): number | undefined {
  if (word !== undefined && !/^[1-9]$/.test(word)) {
    throw new UsageError(`${option} is ${word}: write a number from 1 to 9, such as ${option} ${example}`);
  }
  return word === undefined ? undefined : Number(word);
}

/** `host:port`. */
export function address(option: string, word: string | undefined): { host: string; port: number } | undefined {
  const [, host, port] = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})$/.exec(word ?? '') ?? [];
  if (word !== undefined && !(host && Number(port) > 0 && Number(port) < 65_536)) {
    throw new UsageError(`${option} is ${word}: write host:port, such as ${option} localhost:6379`);
  }
  return host ? { host: host.replace(/^\[|\]$/g, ''), port: Number(port) } : undefined;
}

/** How many hosts --hosts names. */
export function hostsOf({ hosts }: Given): number | undefined {
  return wholeNumber('--hosts', hosts as string | undefined, 2);
}

/** Between several hosts messages are counted, so that each must differ. */
export function tellsApart(given: Given): void {
  const body = given['echo-body'] as string | undefined;
  if ((hostsOf(given) ?? 1) > 1 && body?.includes(ID) === false) {
    throw new UsageError(`--echo-body has no ${ID}: with --hosts write ${ID} where the text is, which tells each message from the others`);
  }
}
