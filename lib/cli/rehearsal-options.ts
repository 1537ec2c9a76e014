import { resolve } from 'node:path';
import type { RehearsalOptions } from '../rehearsal/options';
import type { Given } from './options';
import { UsageError } from './usage-error';
import { address, echo, headers, hostsOf, query, requestHeaders, seconds, tellsApart } from './values';

/** What the example brings along. */
type ExampleOptions = Pick<RehearsalOptions, 'app' | 'echo' | 'echoUser' | 'connectHeaders'>;

/** From the command line's words to what a rehearsal is told. */
export function rehearsalOptions(
  given: Given,
  readFile: (path: string) => Record<string, string>,
  example?: ExampleOptions,
): RehearsalOptions {
  const text = (name: string) => given[name] as string | undefined;
  const list = (name: string) => (given[name] as readonly string[] | undefined) ?? [];
  if (given.jar && given['app-url']) {
    throw new UsageError('--jar and --app-url exclude each other: give the jar to start, or the application that runs');
  }
  if (given.example && given.app) {
    throw new UsageError('--example and --app exclude each other: the example brings its own app');
  }
  if (given.relay && !given.example) {
    throw new UsageError('--relay is about the example: write --example as well; of your own app the template says whether it relays');
  }
  if (list('broker').length > 2) {
    throw new UsageError(`--broker is given ${list('broker').length} times: give one, and a second for when it fails`);
  }
  const hosts = hostsOf(given) ?? 1;
  const withoutMessaging = given['without-messaging'] === true;
  if (hosts === 1 && (withoutMessaging || given.engine || given['echo-user'])) {
    const [name] = ['without-messaging', 'engine', 'echo-user'].filter((each) => given[each]);
    throw new UsageError(`--${name} is about several hosts: write --hosts 2 as well`);
  }
  if (hosts > 1 && given['app-url']) {
    throw new UsageError('--hosts and --app-url exclude each other: each host starts the jar, and what runs already is one application');
  }
  if (withoutMessaging && given.engine) {
    throw new UsageError('--without-messaging and --engine exclude each other: without messaging no host uses an engine');
  }
  tellsApart(given);
  return {
    app: example?.app ?? text('app') ?? resolve('cdk.out'),
    stack: text('stack'),
    jar: text('jar'),
    appUrl: text('app-url'),
    environment: Object.assign({}, ...list('environment-file').map(readFile)) as Record<string, string>,
    echo: echo('--echo', text('echo'), text('echo-body')) ?? example?.echo,
    echoUser: echo('--echo-user', text('echo-user'), text('echo-body')) ?? example?.echoUser,
    headers: requestHeaders(headers('--header', list('header'))),
    query: query(text('query')),
    connectHeaders: { ...example?.connectHeaders, ...headers('--connect-header', list('connect-header')) },
    hosts,
    withoutMessaging,
    engine: address('--engine', text('engine')),
    broker: given.broker === undefined ? undefined : list('broker').map((each) => address('--broker', each)!),
    withTheBug: given['with-the-bug'] === true,
    startSeconds: seconds('--start-timeout', text('start-timeout'), 120),
  };
}
