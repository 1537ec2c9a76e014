import type { Echo } from '../probes/message';
import type { RehearsalOptions } from '../rehearsal/options';
import type { Given } from './options';
import { UsageError } from './usage-error';
import { echo, headers, query, requestHeaders, seconds } from './values';

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
    environment: Object.assign({}, ...list('environment-file').map(readFile)) as Record<string, string>,
    echo: echo(text('echo'), text('echo-body')) ?? example?.echo,
    headers: requestHeaders(headers('--header', list('header'))),
    query: query(text('query')),
    connectHeaders: headers('--connect-header', list('connect-header')),
    withTheBug: given['with-the-bug'] === true,
    startSeconds: seconds('--start-timeout', text('start-timeout'), 120),
  };
}
