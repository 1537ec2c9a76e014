import type { Echo } from '../probes/message';
import type { RehearsalOptions } from '../rehearsal/options';
import type { Given } from './options';
import { UsageError } from './usage-error';

/** From the command line's words to what a rehearsal is told. */
export function rehearsalOptions(given: Given, readFile: (path: string) => Record<string, string>, example?: { readonly app: string; readonly echo: Echo }): RehearsalOptions {
  const text = (name: string) => given[name] as string | undefined;
  const list = (name: string) => (given[name] as readonly string[] | undefined) ?? [];
  if (given.jar && given['app-url']) {
    throw new UsageError('--jar and --app-url exclude each other: give the jar to start, or the application that runs');
  }
  if (given.example && given.app) {
    throw new UsageError('--example and --app exclude each other: the example brings its own app');
  }
  return {
    app: example?.app ?? text('app') ?? 'cdk.out',
    stack: text('stack'),
    jar: text('jar'),
    appUrl: text('app-url'),
    environment: Object.assign({}, ...list('env-file').map(readFile)) as Record<string, string>,
    echo: echo(text('echo'), text('echo-body')) ?? example?.echo,
    headers: headers('--header', list('header')),
    query: query(text('query')),
    connectHeaders: headers('--connect-header', list('connect-header')),
    withTheBug: given['with-the-bug'] === true,
    startSeconds: seconds(text('start-timeout')),
  };
}

function echo(word: string | undefined, body: string | undefined): Echo | undefined {
  if (word === undefined) {
    return undefined;
  }
  const match = /^([^=]+)=([^=]+)$/.exec(word);
  if (!match) {
    throw new UsageError(`--echo is ${word}: write where to send and where it arrives, such as --echo /app/chat=/topic/chat`);
  }
  return { send: match[1], receive: match[2], body };
}

function headers(option: string, words: readonly string[]): Record<string, string> {
  const entries = words.map((word): [string, string] => {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/.exec(word);
    if (!match) {
      throw new UsageError(`${option} has no name before a colon: write ${option} 'Name: value'`);
    }
    return [match[1], match[2]];
  });
  return Object.fromEntries(entries);
}

function query(word: string | undefined): string | undefined {
  if (word !== undefined && !word.includes('=')) {
    throw new UsageError('--query has no value: write --query name=value');
  }
  return word?.replace(/^\?/, '');
}

function seconds(word: string | undefined): number | undefined {
  if (word !== undefined && !/^[1-9]\d{0,4}$/.test(word)) {
    throw new UsageError(`--start-timeout is ${word}: write whole seconds, such as --start-timeout 120`);
  }
  return word === undefined ? undefined : Number(word);
}
